package ee.otel.metrics.internal.prometheus;

import java.util.Arrays;

/**
 * Collects {@link ClassicBuckets}, with bounds in ascending order; a bound that repeats one, or is
 * not finite, makes no bucket of its own.
 */
final class BucketCollector {
  private final double[] bounds;
  private final long[] counts;
  private int size;
  long count;

  BucketCollector(int most) {
    this.bounds = new double[most];
    this.counts = new long[most];
  }

  void end(double bound) {
    double exact = bound + 0.0; // no negative zero
    if (size > 0 && exact <= bounds[size - 1]) {
      counts[size - 1] = count;
    } else if (!Double.isInfinite(exact)) {
      bounds[size] = exact;
      counts[size++] = count;
    }
  }

  ClassicBuckets all(long total) {
    bounds[size] = Double.POSITIVE_INFINITY;
    counts[size++] = total;
    return new ClassicBuckets(Arrays.copyOf(bounds, size), Arrays.copyOf(counts, size));
  }
}
