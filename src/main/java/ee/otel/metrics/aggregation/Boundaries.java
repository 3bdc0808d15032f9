package ee.otel.metrics.aggregation;

import java.util.Arrays;
import java.util.List;

/** The buckets of an explicit histogram: upper bounds, inclusive, strictly increasing. */
final class Boundaries {
  private final double[] upperBounds;

  /**
   * For values that are not negative: the bounds as bits, which sort as the numbers do, negative
   * ones as -1; filled up to one less than a power of two with a bound that nothing is above.
   */
  private final long[] keys;

  Boundaries(List<Double> boundaries) {
    this.upperBounds = boundaries.stream().mapToDouble(Double::doubleValue).toArray();
    this.keys = new long[Math.max(1, 2 * Integer.highestOneBit(upperBounds.length) - 1)];
    Arrays.fill(keys, Long.MAX_VALUE);
    for (int i = 0; i < upperBounds.length; i++) {
      keys[i] = upperBounds[i] < 0 ? -1 : bits(upperBounds[i]);
    }
  }

  /** How many buckets there are: one for each bound and one above them. */
  int buckets() {
    return upperBounds.length + 1;
  }

  /** The bounds themselves, for points to share. */
  double[] shared() {
    return upperBounds;
  }

  /** The index of the bucket that {@code value}, not NaN, belongs to. */
  int bucketOf(double value) {
    return value < 0 ? bucketOfNegative(value) : bucketOfKey(bits(value));
  }

  /**
   * A binary search by arithmetic. Which way it goes cannot be foreseen, so that a branch would
   * often be taken wrongly (RecordBenchmark.explicitHistogram).
   */
  private int bucketOfKey(long key) {
    int bucket = 0;
    for (int half = keys.length + 1 >> 1; half > 0; half >>= 1) {
      int above = (int) (keys[bucket + half - 1] - key >>> Long.SIZE - 1);
      bucket += above * half;
    }
    return bucket;
  }

  private int bucketOfNegative(double value) {
    int bucket = 0;
    while (bucket < upperBounds.length && value > upperBounds[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** The bits of a number that is not negative; those of 0.0 for -0.0. */
  private static long bits(double value) {
    return Double.doubleToRawLongBits(value + 0.0);
  }
}
