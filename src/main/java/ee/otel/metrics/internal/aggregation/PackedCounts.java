package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.internal.points.PackedRun;

/**
 * The counts of a window of neighbouring buckets, packed into longs.
 *
 * <p>All counts are of one width, 8, 16, 32 or 64 bits, and the window is never wider than the
 * histogram's maximum size: whatever lies in it may be counted without a look at what is there. A
 * count or an index that does not fit is refused; the histogram then goes on with a {@link #with
 * copy} that holds it. Not safe for use by several threads.
 */
final class PackedCounts {
  /** Counts nothing and refuses everything. */
  static final PackedCounts EMPTY = new PackedCounts(0, 0, 0, 0);

  /** The same, whose copies have padding behind them in memory. */
  static final PackedCounts PADDED_EMPTY = new PackedCounts(0, 0, 0, GuardedCell.PADDING);

  private static final int SMALLEST = 8;
  private static final int WIDEST = 3;

  /** The index of the first bucket of the window. */
  private final int first;

  private final int slots;

  /** The binary logarithm of a count's size in bytes. */
  private final int width;

  /** How many words at the end stay empty, as padding. */
  private final int padding;

  private final long[] words;

  private PackedCounts(int first, int slots, int width, int padding) {
    this.first = first;
    this.slots = slots;
    this.width = width;
    this.padding = padding;
    this.words = new long[PackedRun.words(slots, width) + padding];
  }

  /**
   * A window for the indexes from {@code low} to {@code high}, and some to both sides, with as much
   * padding behind it as this one.
   */
  private PackedCounts around(int low, int high, int width, int maxSize) {
    int size = high - low + 1;
    int slots = Math.min(maxSize, Math.max(SMALLEST, 2 * size));
    return new PackedCounts(low - (slots - size) / 2, slots, width, padding);
  }

  boolean isEmpty() {
    return slots == 0;
  }

  /** Counts one, or answers false when the index or its count does not fit. */
  boolean increment(int index) {
    return add(index, 1);
  }

  /** Counts some, or answers false when the index or its count does not fit. */
  boolean add(int index, long count) {
    int slot = index - first;
    if (slot < 0 || slot >= slots) {
      return false;
    }
    int word = slot >> WIDEST - width;
    int shift = slot << 3 + width;
    long mask = -1L >>> -(8 << width);
    long old = words[word];
    if (mask - (old >>> shift & mask) < count && width < WIDEST) {
      return false;
    }
    words[word] = old + (count << shift);
    return true;
  }

  /** The lowest index with a count; meaningless when empty. */
  int lowest() {
    int word = 0;
    while (word < words.length - 1 && words[word] == 0) {
      word++;
    }
    return indexOf(word, Long.numberOfTrailingZeros(words[word]));
  }

  /** The highest index with a count; meaningless when empty. */
  int highest() {
    int word = words.length - 1;
    while (word > 0 && words[word] == 0) {
      word--;
    }
    return indexOf(word, Long.SIZE - 1 - Long.numberOfLeadingZeros(words[word]));
  }

  private int indexOf(int word, int bit) {
    return first + (word << WIDEST - width) + (bit >> 3 + width);
  }

  /**
   * A copy {@code by} scales coarser, in which one more is counted; this one stays as it is.
   *
   * @param index as of the scale before
   * @param by such that everything fits into {@code maxSize} buckets
   */
  PackedCounts with(int index, int by, int maxSize) {
    int low = isEmpty() ? index : Math.min(index, lowest());
    int high = isEmpty() ? index : Math.max(index, highest());
    for (int wider = width; ; wider++) {
      PackedCounts copy = around(low >> by, high >> by, wider, maxSize);
      if (copy.addAll(this, by) && copy.increment(index >> by)) {
        return copy;
      }
    }
  }

  /** A copy {@code by} scales coarser; this one stays as it is. */
  PackedCounts coarser(int by, int maxSize) {
    if (isEmpty() || by == 0) {
      return this;
    }
    for (int wider = width; ; wider++) {
      PackedCounts copy = around(lowest() >> by, highest() >> by, wider, maxSize);
      if (copy.addAll(this, by)) {
        return copy;
      }
    }
  }

  private boolean addAll(PackedCounts other, int by) {
    int bits = 8 << other.width;
    long mask = -1L >>> -bits;
    for (int word = 0; word < other.words.length; word++) {
      long packed = other.words[word];
      for (int index = other.indexOf(word, 0); packed != 0; index++) {
        long count = packed & mask;
        if (count != 0 && !add(index >> by, count)) {
          return false;
        }
        packed = packed >>> bits - 1 >>> 1; // bits may be all 64
      }
    }
    return true;
  }

  /** How many words the counts are in. */
  int words() {
    return words.length;
  }

  /** The run from the lowest to the highest index that has a count; 0 when empty. */
  long run() {
    if (isEmpty()) {
      return 0;
    }
    int low = lowest();
    return PackedRun.of(low, highest() - low + 1, width);
  }

  /** Copies the counts of the {@link #run}. */
  void copy(long run, long[] to, int at) {
    int length = PackedRun.words(run);
    int skipped = PackedRun.offset(run) - first;
    int from = skipped >> WIDEST - width;
    int shift = skipped << WIDEST + width; // as shifts count: what is above 63 is left out
    for (int i = 0; i < length; i++) {
      to[at + i] = words[from + i] >>> shift;
    }
    if ((shift & Long.SIZE - 1) != 0) {
      for (int i = 0; i < length && from + i + 1 < words.length; i++) {
        to[at + i] |= words[from + i + 1] << -shift;
      }
    }
  }

  /** The counts from the lowest to the highest index that has one. */
  ExponentialBuckets toBuckets() {
    if (isEmpty()) {
      return ExponentialBuckets.EMPTY;
    }
    long run = run();
    long[] copy = new long[PackedRun.words(run)];
    copy(run, copy, 0);
    return ExponentialBuckets.packed(PackedRun.offset(run), PackedRun.size(run), width, copy);
  }
}
