package ee.otel.metrics.internal.points;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import java.util.Arrays;
import java.util.List;

/**
 * Histograms with exponential buckets. No two have as many, so a row says how many it has ({@link
 * PackedRun}), and where its counts are: the positive ones, then the negative ones, packed.
 */
public final class ExponentialRows extends PointRows {
  private static final int SCALE = COMMON;
  private static final int COUNT = SCALE + 1;
  private static final int ZERO_COUNT = COUNT + 1;
  private static final int SUM = ZERO_COUNT + 1;
  private static final int MIN = SUM + 1;
  private static final int MAX = MIN + 1;
  private static final int POSITIVE = MAX + 1;
  private static final int NEGATIVE = POSITIVE + 1;
  private static final int COUNTS = NEGATIVE + 1;

  private final boolean hasSum;
  private final boolean minMax;
  private final WordPages pages = new WordPages();

  public ExponentialRows(boolean hasSum, boolean minMax) {
    super(COUNTS + 1);
    this.hasSum = hasSum;
    this.minMax = minMax;
  }

  @Override
  public void clear(long timeNanos) {
    super.clear(timeNanos);
    pages.clear();
  }

  public boolean hasSum() {
    return hasSum;
  }

  public boolean hasMinMax() {
    return minMax;
  }

  public int scale(int row) {
    return (int) word(row, SCALE);
  }

  public long count(int row) {
    return word(row, COUNT);
  }

  public long zeroCount(int row) {
    return word(row, ZERO_COUNT);
  }

  public double sum(int row) {
    return Double.longBitsToDouble(word(row, SUM));
  }

  public double min(int row) {
    return Double.longBitsToDouble(word(row, MIN));
  }

  public double max(int row) {
    return Double.longBitsToDouble(word(row, MAX));
  }

  /** The {@link PackedRun} of the positive range. */
  public long positive(int row) {
    return word(row, POSITIVE);
  }

  /** The {@link PackedRun} of the negative range. */
  public long negative(int row) {
    return word(row, NEGATIVE);
  }

  /** Where the counts of a row are. */
  public long[] counts(int row) {
    return pages.page(word(row, COUNTS));
  }

  /** Where the positive counts of a row begin in its {@link #counts}. */
  public int positiveAt(int row) {
    return WordPages.at(word(row, COUNTS));
  }

  /** Where the negative counts of a row begin in its {@link #counts}. */
  public int negativeAt(int row) {
    return positiveAt(row) + PackedRun.words(positive(row));
  }

  private long word(int row, int word) {
    return words(row)[at(row) + word];
  }

  /** Makes sure that one more row with so many words of counts needs no memory. */
  public void reserve(int counts) {
    next();
    pages.reserve(counts);
  }

  /** Where to write the counts of the next row, from {@link #nextCountsAt} on. */
  public long[] nextCounts() {
    return pages.page(pages.next());
  }

  public int nextCountsAt() {
    return WordPages.at(pages.next());
  }

  /**
   * Adds the point whose counts are written.
   *
   * @param sum 0 where there is none, as for minimum and maximum
   * @param positive a {@link PackedRun}
   * @param negative a {@link PackedRun}
   */
  public void add(
      PointAttributes attributes,
      long startNanos,
      int scale,
      long count,
      long zeroCount,
      double sum,
      double min,
      double max,
      long positive,
      long negative,
      List<Exemplar> exemplars) {
    long[] words = next();
    int at = nextAt();
    words[at + SCALE] = scale;
    words[at + COUNT] = count;
    words[at + ZERO_COUNT] = zeroCount;
    words[at + SUM] = Double.doubleToRawLongBits(sum);
    words[at + MIN] = Double.doubleToRawLongBits(min);
    words[at + MAX] = Double.doubleToRawLongBits(max);
    words[at + POSITIVE] = positive;
    words[at + NEGATIVE] = negative;
    words[at + COUNTS] = pages.next();
    end(attributes, startNanos, exemplars);
    pages.take(PackedRun.words(positive) + PackedRun.words(negative));
  }

  @Override
  public void add(Point point) {
    ExponentialHistogramPoint histogram = (ExponentialHistogramPoint) point;
    long positive = PackedRun.of(histogram.positive());
    long negative = PackedRun.of(histogram.negative());
    int above = PackedRun.words(positive);
    int below = PackedRun.words(negative);
    reserve(above + below);
    System.arraycopy(histogram.positive().words(), 0, nextCounts(), nextCountsAt(), above);
    System.arraycopy(histogram.negative().words(), 0, nextCounts(), nextCountsAt() + above, below);
    add(
        histogram.attributes(),
        histogram.startNanos(),
        histogram.scale(),
        histogram.count(),
        histogram.zeroCount(),
        histogram.sum(),
        histogram.min(),
        histogram.max(),
        positive,
        negative,
        histogram.exemplars());
  }

  @Override
  Point make(int row) {
    return new ExponentialHistogramPoint(
        attributes(row),
        startNanos(row),
        timeNanos(),
        scale(row),
        count(row),
        zeroCount(row),
        hasSum,
        sum(row),
        minMax,
        min(row),
        max(row),
        buckets(positive(row), counts(row), positiveAt(row)),
        buckets(negative(row), counts(row), negativeAt(row)),
        exemplars(row));
  }

  private static ExponentialBuckets buckets(long run, long[] counts, int at) {
    return run == 0
        ? ExponentialBuckets.EMPTY
        : ExponentialBuckets.packed(
            PackedRun.offset(run),
            PackedRun.size(run),
            PackedRun.width(run),
            Arrays.copyOfRange(counts, at, at + PackedRun.words(run)));
  }
}
