package ee.otel.metrics.api;

import ee.otel.metrics.data.Boundaries;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;

/**
 * The last measurement of each bucket of a histogram, or a late one.
 *
 * <p>To keep a measurement with its time costs several times what it costs to count it. So a busy
 * bucket wants ever fewer: all of the first {@link #ALL_OF}, then one of {@link #STRIDE}, and from
 * where that is less than an eighth of the measurements so far on, eight of as many again.
 *
 * <p>Chance decides which ones, so that threads that share a bucket need not write to shared memory
 * for the others (RecordBenchmark.histogramInSpan with two threads). A count that is lost to a race
 * makes the bucket want the next ones a little longer.
 */
final class BucketReservoir implements ExemplarReservoir {
  static final int ALL_OF = 32;
  static final int STRIDE = 8;

  /** The binary logarithm of how many are wanted while the count doubles. */
  private static final int WANTED = 3;

  /** Any 32 bits. */
  private static final IntSupplier CHANCE = () -> ThreadLocalRandom.current().nextInt();

  private final Boundaries boundaries;
  private final int[] seen;
  private final MeasurementSlots slots;
  private final IntSupplier chance;

  BucketReservoir(Boundaries boundaries) {
    this(boundaries, CHANCE);
  }

  BucketReservoir(Boundaries boundaries, IntSupplier chance) {
    this.boundaries = boundaries;
    this.seen = new int[boundaries.buckets()];
    this.slots = new MeasurementSlots(boundaries.buckets());
    this.chance = chance;
  }

  @Override
  public boolean wants(double value) {
    int bucket = boundaries.bucketOf(value);
    int count = seen[bucket];
    int stride = count < ALL_OF ? 1 : Math.max(STRIDE, Integer.highestOneBit(count) >> WANTED);
    if (stride > 1 && (chance.getAsInt() & stride - 1) != 0) {
      return false;
    }
    if (count <= Integer.MAX_VALUE - stride) {
      seen[bucket] = count + stride; // on average
    }
    return true;
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
