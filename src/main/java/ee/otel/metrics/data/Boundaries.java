package ee.otel.metrics.data;

import java.util.List;

/**
 * The buckets of an explicit histogram: upper bounds, inclusive, strictly increasing.
 *
 * <p>Which bucket a value belongs to cannot be foreseen, so a search by branches is often wrong
 * about its next step. Here a table has, by the leading bits of a value, the first bound that may
 * be at or above it; the slices of the table are as thin as it takes, within limits, for at most
 * one bound in each (RecordBenchmark.explicitHistogram).
 */
public final class Boundaries {
  private static final int MOST_SLICES = 1024;
  private static final int COARSEST_SHIFT = Long.SIZE - 2;

  private final double[] upperBounds;

  /**
   * For values that are not negative: the bounds as bits, which sort as the numbers do, negative
   * ones as -1; and one more that nothing is above.
   */
  private final long[] keys;

  /** How many of the bounds lie below each slice. */
  private final int[] below;

  /** How many bits tell values of a slice apart. */
  private final int shift;

  /** The slice below that of the lowest positive bound; what is lower belongs to it as well. */
  private final long firstSlice;

  /**
   * @param boundaries finite and strictly increasing; may be empty
   */
  public Boundaries(List<Double> boundaries) {
    this.upperBounds = boundaries.stream().mapToDouble(Double::doubleValue).toArray();
    int bounds = upperBounds.length;
    this.keys = new long[bounds + 1];
    int positive = 0;
    for (int i = 0; i < bounds; i++) {
      keys[i] = upperBounds[i] < 0 ? -1 : bits(upperBounds[i]);
      if (keys[i] <= 0) {
        positive = i + 1;
      }
    }
    keys[bounds] = Long.MAX_VALUE;
    int finest = COARSEST_SHIFT;
    if (positive < bounds) {
      long span = keys[bounds - 1] - keys[positive];
      while (isCrowded(positive, finest) && (span >>> finest - 1) + 4 <= MOST_SLICES) {
        finest--;
      }
    }
    this.shift = finest;
    this.firstSlice = positive < bounds ? (keys[positive] >>> shift) - 1 : 0;
    long lastSlice = positive < bounds ? (keys[bounds - 1] >>> shift) + 1 : 0;
    this.below = new int[(int) (lastSlice - firstSlice) + 1];
    for (int slice = 0, bound = 0; slice < below.length; slice++) {
      while (bound < bounds && (keys[bound] < 0 || sliceOf(keys[bound]) < slice)) {
        bound++;
      }
      below[slice] = bound;
    }
  }

  /** Whether two positive bounds lie in one slice. */
  private boolean isCrowded(int positive, int shift) {
    for (int i = positive + 1; i < upperBounds.length; i++) {
      if (keys[i - 1] >>> shift == keys[i] >>> shift) {
        return true;
      }
    }
    return false;
  }

  /** How many buckets there are: one for each bound and one above them. */
  public int buckets() {
    return upperBounds.length + 1;
  }

  /** The bounds themselves, for points to share. */
  public double[] shared() {
    return upperBounds;
  }

  /** The index of the bucket that {@code value}, not NaN, belongs to. */
  public int bucketOf(double value) {
    if (value < 0) {
      return bucketOfNegative(value);
    }
    long key = bits(value);
    int bucket = below[sliceOf(key)];
    bucket += (int) (keys[bucket] - key >>> Long.SIZE - 1); // one more where the bound is below
    while (keys[bucket] < key) { // only in crowded slices
      bucket++;
    }
    return bucket;
  }

  private int sliceOf(long key) {
    return (int) Math.max(0, Math.min((key >>> shift) - firstSlice, below.length - 1));
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
