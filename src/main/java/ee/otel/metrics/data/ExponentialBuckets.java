package ee.otel.metrics.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of exponential buckets. Immutable.
 *
 * <p>The counts stay as narrow as the histogram has them: each takes {@code 1 << width} bytes, the
 * first in the lowest bits of the first word. A snapshot of a histogram is small for that, and
 * small counts are encoded a word at a time (ExportBenchmark, EXPONENTIAL).
 */
public final class ExponentialBuckets {
  public static final ExponentialBuckets EMPTY = of(0);

  private static final int WORD = 3;

  private final int offset;
  private final int size;
  private final int width;
  private final long[] words;

  private ExponentialBuckets(int offset, int size, int width, long[] words) {
    this.offset = offset;
    this.size = size;
    this.width = width;
    this.words = words;
  }

  /**
   * @param offset the index of the first bucket
   * @param counts the counts from there on; not to be changed any more
   */
  public static ExponentialBuckets of(int offset, long... counts) {
    return new ExponentialBuckets(offset, counts.length, WORD, counts);
  }

  /**
   * @param offset the index of the first bucket
   * @param size the number of buckets
   * @param width the binary logarithm of a count's size in bytes, 0 to 3
   * @param words the counts, and 0 beyond the last; not to be changed any more
   */
  public static ExponentialBuckets packed(int offset, int size, int width, long[] words) {
    return new ExponentialBuckets(offset, size, width, words);
  }

  /** The index of the first bucket. */
  public int offset() {
    return offset;
  }

  /** The number of buckets; 0 when nothing was counted. */
  public int size() {
    return size;
  }

  /** The count of the bucket with the index {@code offset() + i}. */
  public long count(int i) {
    return count(words, 0, width, i);
  }

  /**
   * One of the counts that are packed into words.
   *
   * @param from where their first word is
   * @param width the binary logarithm of a count's size in bytes, 0 to 3
   * @param i counted from the first one
   */
  public static long count(long[] words, int from, int width, int i) {
    return words[from + (i >> WORD - width)] >>> (i << WORD + width) & -1L >>> -(8 << width);
  }

  /** All counts, in an array of the caller's own. */
  public long[] counts() {
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      counts[i] = count(i);
    }
    return counts;
  }

  /** The binary logarithm of a count's size in bytes. */
  public int width() {
    return width;
  }

  /** The counts, packed; not to be changed. */
  public long[] words() {
    return words;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExponentialBuckets that
        && offset == that.offset
        && Arrays.equals(counts(), that.counts());
  }

  @Override
  public int hashCode() {
    return 31 * offset + Arrays.hashCode(counts());
  }

  @Override
  public String toString() {
    return offset + Arrays.toString(counts());
  }
}
