package ee.otel.metrics.exemplar;

import java.util.Arrays;
import java.util.List;

/**
 * The last measurement of each bucket of a histogram, or a late one.
 *
 * <p>A measurement with its time costs several times what a histogram's bucket costs. So a bucket
 * that is busy wants ever fewer of them: after {@link #ALL_OF}, those that are a power of two apart
 * which is at most a sixteenth of the measurements so far (RecordBenchmark.histogramInSpan). The
 * counts of racing threads may be lost; then the next ones are wanted sooner.
 */
final class BucketReservoir implements ExemplarReservoir {
  static final int ALL_OF = 32;

  /** The binary logarithm of how many parts of its measurements a bucket keeps up with. */
  private static final int PARTS = 4;

  private final double[] upperBounds;
  private final int[] seen;
  private final Slots slots;

  BucketReservoir(double[] upperBounds) {
    this.upperBounds = upperBounds;
    this.seen = new int[upperBounds.length + 1];
    this.slots = new Slots(upperBounds.length + 1);
  }

  @Override
  public boolean wants(double value) {
    int bucket = bucketOf(value);
    int nth = seen[bucket] + 1;
    if (nth <= 0) { // more than an int counts
      nth = ALL_OF;
    }
    seen[bucket] = nth;
    return nth <= ALL_OF || (nth & (Integer.highestOneBit(nth) >> PARTS) - 1) == 0;
  }

  @Override
  public void offer(Measurement measurement) {
    slots.put(bucketOf(measurement.toDouble()), measurement);
  }

  /** Without a branch: which bucket it is cannot be foreseen. */
  private int bucketOf(double value) {
    int bucket = 0;
    for (double bound : upperBounds) {
      bucket += value > bound ? 1 : 0;
    }
    return bucket;
  }

  @Override
  public List<Measurement> measurements(boolean empty) {
    if (empty) {
      Arrays.fill(seen, 0);
    }
    return slots.measurements(empty);
  }
}
