package ee.otel.metrics.api;

import ee.otel.metrics.data.Boundaries;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps some of the measurements of one series as exemplars (specification: <em>Metrics SDK,
 * ExemplarReservoir</em>).
 *
 * <p>Measurements are offered from any thread, also while exemplars are taken out. An application
 * supplies its own through a view. One that throws costs its series the exemplar, nothing else.
 */
public interface ExemplarReservoir {

  /**
   * Whether a measurement of this value would be kept. Asked once before each {@link #offer}, so
   * that what is not wanted is not made either; {@code true} lets the offer decide. Only what comes
   * while a reservoir is being made may be offered unasked. A reservoir that wraps one of ours has
   * to ask it.
   */
  default boolean wants(double value) {
    return true;
  }

  /** Keeps {@code measurement}, or does not. */
  void offer(Measurement measurement);

  /**
   * The measurements kept since the reservoir was last emptied, in no order.
   *
   * @param empty whether the reservoir begins anew
   */
  List<Measurement> measurements(boolean empty);

  /**
   * A uniform sample of at most {@code size} measurements.
   *
   * @param size at least 1
   */
  static ExemplarReservoir fixedSize(int size) {
    return new FixedSizeReservoir(size, FixedSizeReservoir.CHANCE);
  }

  /**
   * The last measurement of each bucket; where a bucket has had more than {@value
   * BucketReservoir#ALL_OF} since the reservoir was emptied, a late one that chance chooses.
   *
   * @param boundaries upper bounds, inclusive, strictly increasing
   */
  static ExemplarReservoir alignedToBuckets(double[] boundaries) {
    return alignedToBuckets(new Boundaries(Arrays.stream(boundaries).boxed().toList()));
  }

  /** The same, for boundaries that several reservoirs share. */
  static ExemplarReservoir alignedToBuckets(Boundaries boundaries) {
    return new BucketReservoir(boundaries);
  }
}
