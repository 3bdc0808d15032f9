package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.data.Boundaries;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.points.PointRows;
import java.util.List;

/**
 * The aggregation of one stream: makes its cells, merges their points, makes metrics of these.
 *
 * <p>Stateless and safe from any thread. All points that it is given are of its own cells' kind.
 */
public sealed interface Aggregator
    permits SumAggregator, LastValueAggregator, ExplicitAggregator, ExponentialAggregator {

  /**
   * The aggregator for one stream.
   *
   * @param aggregation neither {@code Drop} nor {@code Default}
   * @param type the instrument's number type
   * @param monotonic whether the instrument only ever adds; a histogram of another one has no sum
   */
  static Aggregator of(Aggregation aggregation, NumberType type, boolean monotonic) {
    if (aggregation instanceof Aggregation.Sum) {
      return new SumAggregator(type, monotonic);
    }
    if (aggregation instanceof Aggregation.LastValue) {
      return new LastValueAggregator(type);
    }
    if (aggregation instanceof Aggregation.ExplicitBucketHistogram explicit) {
      return new ExplicitAggregator(
          type, new Boundaries(explicit.boundaries()), monotonic, explicit.recordMinMax());
    }
    if (aggregation instanceof Aggregation.Base2ExponentialBucketHistogram exponential) {
      return new ExponentialAggregator(type, monotonic, exponential);
    }
    throw new IllegalArgumentException("aggregation is not resolved: " + aggregation);
  }

  Cell newCell();

  /** A cell that is never drained, and closed only when the application is done with it. */
  default Cell newLastingCell() {
    return newCell();
  }

  /** A cell that does not share cache lines with its neighbours where that is worth the memory. */
  default Cell newStripe() {
    return newCell();
  }

  /** Empty rows for the points of a collection. */
  PointRows newPoints();

  /** Merges two points: the start of the older, the time and attributes of the newer. */
  Point merge(Point older, Point newer);

  /**
   * The delta of an observation since an earlier one. A running total has grown by it; a monotonic
   * total that fell has begun again, and all of it is new. For everything else it is the
   * observation itself.
   */
  default Point difference(Point earlier, Point later) {
    return later.with(
        later.attributes(), earlier.timeNanos(), later.timeNanos(), later.exemplars());
  }

  /**
   * An observation as the first delta of a sequence. A monotonic one is never negative: a total
   * below zero, which only a defective callback reports, counts as 0.
   */
  default Point first(Point observation) {
    return observation;
  }

  /** Whether {@code later} cannot belong to the sequence of {@code earlier}: a total that fell. */
  default boolean restarts(Point earlier, Point later) {
    return false;
  }

  /** Whether points add up, so that a delta of them may arrive only once: all but last values. */
  default boolean addsUp() {
    return true;
  }

  /** The total of {@code later} for a reader that has got {@code earlier}. */
  default Point cumulated(Point earlier, Point later) {
    return merge(earlier, later);
  }

  /**
   * The total of a reader that has got {@code earlier} and then {@code difference}. Where the
   * difference is too large for its type, that is less than {@code later}, and the next difference
   * makes up for it.
   */
  default Point reached(Point earlier, Point later, Point difference) {
    return later;
  }

  /** The data of a metric with these points. */
  MetricData frame(List<Point> points, Temporality temporality);
}
