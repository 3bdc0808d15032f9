package ee.otel.metrics.api;

import ee.otel.metrics.data.Boundaries;
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

  private final Boundaries boundaries;
  private final int[] seen;
  private final MeasurementSlots slots;

  BucketReservoir(Boundaries boundaries) {
    this.boundaries = boundaries;
    this.seen = new int[boundaries.buckets()];
    this.slots = new MeasurementSlots(boundaries.buckets());
  }

  @Override
  public boolean wants(double value) {
    int bucket = boundaries.bucketOf(value);
    int nth = seen[bucket] + 1;
    if (nth <= 0) { // more than an int counts
      nth = ALL_OF;
    }
    seen[bucket] = nth;
    return nth <= ALL_OF || (nth & (Integer.highestOneBit(nth) >> PARTS) - 1) == 0;
  }

  @Override
  public void offer(Measurement measurement) {
    slots.put(boundaries.bucketOf(measurement.toDouble()), measurement);
  }

  @Override
  public List<Measurement> measurements(boolean empty) {
    if (empty) {
      Arrays.fill(seen, 0);
    }
    return slots.measurements(empty);
  }
}
