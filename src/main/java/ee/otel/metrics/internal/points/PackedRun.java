package ee.otel.metrics.internal.points;

import ee.otel.metrics.data.ExponentialBuckets;

/**
 * The head of a run of exponential buckets, in one word: the index of the first bucket, how many
 * buckets there are, and the width of their counts. These lie packed in other words, as {@link
 * ExponentialBuckets} has them. A run without buckets is 0.
 */
public final class PackedRun {
  private static final int OFFSET_SHIFT = Integer.SIZE;
  private static final int WIDTH_BITS = 2;
  private static final int WIDEST = 3;

  private PackedRun() {}

  /**
   * @param size below 2^29
   * @param width the binary logarithm of a count's size in bytes, 0 to 3
   */
  public static long of(int offset, int size, int width) {
    return size == 0 ? 0 : (long) offset << OFFSET_SHIFT | size << WIDTH_BITS | width;
  }

  /** The head of these. */
  public static long of(ExponentialBuckets buckets) {
    return of(buckets.offset(), buckets.size(), buckets.width());
  }

  /** The index of the first bucket. */
  public static int offset(long run) {
    return (int) (run >> OFFSET_SHIFT);
  }

  /** The number of buckets. */
  public static int size(long run) {
    return (int) run >>> WIDTH_BITS;
  }

  /** The binary logarithm of a count's size in bytes. */
  public static int width(long run) {
    return (int) run & WIDEST;
  }

  /** How many words the counts take. */
  public static int words(long run) {
    return words(size(run), width(run));
  }

  /** How many words so many counts of a width take. */
  public static int words(int size, int width) {
    int more = WIDEST - width; // the binary logarithm of how many counts are in a word
    return size + (1 << more) - 1 >> more;
  }
}
