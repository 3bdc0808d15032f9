package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A histogram with base-2 exponential buckets (specification: <em>Metrics SDK, Base2 Exponential
 * Bucket Histogram Aggregation</em>).
 *
 * <p>Its scale is the finest, up to the maximum, at which the positive and the negative range each
 * fit into the maximum size. Where {@code -10} is not coarse enough for a size of two and
 * subnormals beside normal numbers, the scale goes to {@code -11}, at which everything fits.
 *
 * <p>The index of a value is computed before the guard is taken; what is done behind it takes some
 * nanoseconds, but for the rare times when the buckets have to be laid out anew. An allocation that
 * fails there leaves the cell as it was.
 */
sealed class ExponentialHistogramCell extends GuardedCell {
  private static final int MIN_SIZE = 2;
  private static final int MAX_SIZE = 1 << 20;
  private static final int MIN_MAX_SCALE = -10;

  private final NumberType type;
  private final int maxSize;
  private final byte maxScale;
  private final boolean hasSum;
  private final boolean hasMinMax;

  private int scale;
  private long count;
  private long zeroCount;
  private double sum;
  private double min;
  private double max;
  private PackedCounts positive;
  private PackedCounts negative;

  /**
   * An empty histogram.
   *
   * @param maxSize how many buckets each of the two ranges may have; taken as the nearest number
   *     from 2 to 2^20
   * @param maxScale the scale to begin with; taken as the nearest number from -10 to 20
   */
  ExponentialHistogramCell(
      NumberType type, int maxSize, int maxScale, boolean hasSum, boolean hasMinMax) {
    this.type = type;
    this.maxSize = Math.max(MIN_SIZE, Math.min(MAX_SIZE, maxSize));
    this.maxScale = (byte) Math.max(MIN_MAX_SCALE, Math.min(ExponentialIndex.MAX_SCALE, maxScale));
    this.hasSum = hasSum;
    this.hasMinMax = hasMinMax;
    this.positive = noCounts();
    this.negative = noCounts();
    reset();
  }

  /** One that has its cache lines to itself, for one of the stripes of a contended series. */
  static ExponentialHistogramCell padded(
      NumberType type, int maxSize, int maxScale, boolean hasSum, boolean hasMinMax) {
    return new Padded(type, maxSize, maxScale, hasSum, hasMinMax);
  }

  /** Counts of nothing. */
  PackedCounts noCounts() {
    return PackedCounts.EMPTY;
  }

  /** {@inheritDoc} What is not finite is passed over. */
  @Override
  public Outcome tryRecord(long bits) {
    double value = type.toDouble(bits) + 0.0; // makes -0.0 a zero as others
    double magnitude = Math.abs(value);
    if (!(magnitude <= Double.MAX_VALUE)) {
      return Outcome.RECORDED;
    }
    return scale <= ExponentialIndex.TABLE_SCALE
        ? tryRecord(
            value, magnitude, ExponentialIndex.coarse(magnitude), ExponentialIndex.TABLE_SCALE)
        : tryRecord(value, magnitude, ExponentialIndex.fine(magnitude), ExponentialIndex.MAX_SCALE);
  }

  /**
   * Records a value whose index was computed while the cell was not held.
   *
   * @param guessed the scale of the index; too coarse when the cell was drained in the meantime
   */
  Outcome tryRecord(double value, double magnitude, int index, int guessed) {
    if (!tryEnter()) {
      return whyNot();
    }
    try {
      if (scale > guessed) {
        count(value, ExponentialIndex.fine(magnitude) >> ExponentialIndex.MAX_SCALE - scale);
      } else {
        count(value, index >> guessed - scale);
      }
      count++;
      sum = NumberSums.plus(sum, value);
      if (value < min) {
        min = value;
      }
      if (value > max) {
        max = value;
      }
    } finally {
      leave();
    }
    return Outcome.RECORDED;
  }

  private void count(double value, int index) {
    if (value > 0) {
      if (!positive.increment(index)) {
        int by = reduction(positive, index);
        PackedCounts own = positive.with(index, by, maxSize);
        PackedCounts other = negative.coarser(by, maxSize);
        lay(own, other, scale - by);
      }
    } else if (value < 0) {
      if (!negative.increment(index)) {
        int by = reduction(negative, index);
        PackedCounts own = negative.with(index, by, maxSize);
        PackedCounts other = positive.coarser(by, maxSize);
        lay(other, own, scale - by);
      }
    } else {
      zeroCount++;
    }
  }

  private int reduction(PackedCounts counts, int index) {
    return counts.isEmpty()
        ? 0
        : ExponentialIndex.reduction(
            Math.min(index, counts.lowest()), Math.max(index, counts.highest()), maxSize);
  }

  private void lay(PackedCounts positive, PackedCounts negative, int scale) {
    this.positive = positive;
    this.negative = negative;
    this.scale = scale;
  }

  @Override
  public @Nullable ExponentialHistogramPoint read(
      Mode mode,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      List<Exemplar> exemplars) {
    if (!enter()) {
      return null;
    }
    boolean close = false;
    try {
      ExponentialHistogramPoint point =
          isEmpty() ? null : snapshot(attributes, startNanos, timeNanos, exemplars);
      if (mode != Mode.PEEK) {
        reset();
      }
      close = mode == Mode.CLOSE;
      return point;
    } finally {
      if (close) {
        leaveClosed();
      } else {
        leave();
      }
    }
  }

  @Override
  boolean isEmpty() {
    return count == 0;
  }

  private void reset() {
    lay(noCounts(), noCounts(), maxScale);
    count = 0;
    zeroCount = 0;
    sum = 0;
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
  }

  private ExponentialHistogramPoint snapshot(
      PointAttributes attributes, long startNanos, long timeNanos, List<Exemplar> exemplars) {
    return new ExponentialHistogramPoint(
        attributes,
        startNanos,
        timeNanos,
        scale,
        count,
        zeroCount,
        hasSum,
        hasSum ? sum : 0,
        hasMinMax,
        hasMinMax ? min : 0,
        hasMinMax ? max : 0,
        positive.toBuckets(),
        negative.toBuckets(),
        exemplars);
  }

  /**
   * Two snapshots as one: what a single cell would show, had it recorded the measurements of both
   * (but for the rounding of the sum).
   *
   * @param older gives the start
   * @param newer gives the time
   * @param maxSize as the constructor takes it; both snapshots are of cells with this size and with
   *     one maximum scale
   * @param exemplars which to keep of the older's and the newer's, in this order
   */
  static ExponentialHistogramPoint merge(
      ExponentialHistogramPoint older,
      ExponentialHistogramPoint newer,
      int maxSize,
      BinaryOperator<List<Exemplar>> exemplars) {
    int size = Math.max(MIN_SIZE, Math.min(MAX_SIZE, maxSize));
    int common = Math.min(older.scale(), newer.scale());
    int olderBy = older.scale() - common;
    int newerBy = newer.scale() - common;
    int by =
        Math.max(
            reduction(older.positive(), olderBy, newer.positive(), newerBy, size),
            reduction(older.negative(), olderBy, newer.negative(), newerBy, size));
    boolean hasSum = older.hasSum() && newer.hasSum();
    boolean hasMinMax = older.hasMinMax() && newer.hasMinMax();
    return new ExponentialHistogramPoint(
        newer.attributes(),
        older.startNanos(),
        newer.timeNanos(),
        common - by,
        older.count() + newer.count(),
        older.zeroCount() + newer.zeroCount(),
        hasSum,
        hasSum ? NumberSums.plus(older.sum(), newer.sum()) : 0,
        hasMinMax,
        hasMinMax ? Math.min(older.min(), newer.min()) : 0,
        hasMinMax ? Math.max(older.max(), newer.max()) : 0,
        merge(older.positive(), olderBy + by, newer.positive(), newerBy + by),
        merge(older.negative(), olderBy + by, newer.negative(), newerBy + by),
        exemplars.apply(older.exemplars(), newer.exemplars()));
  }

  private static int reduction(
      ExponentialBuckets a, int aBy, ExponentialBuckets b, int bBy, int maxSize) {
    int low = Math.min(low(a, aBy), low(b, bBy));
    int high = Math.max(high(a, aBy), high(b, bBy));
    return low > high ? 0 : ExponentialIndex.reduction(low, high, maxSize);
  }

  private static ExponentialBuckets merge(
      ExponentialBuckets a, int aBy, ExponentialBuckets b, int bBy) {
    int low = Math.min(low(a, aBy), low(b, bBy));
    int high = Math.max(high(a, aBy), high(b, bBy));
    if (low > high) {
      return ExponentialBuckets.EMPTY;
    }
    long[] counts = new long[high - low + 1];
    addAll(counts, low, a, aBy);
    addAll(counts, low, b, bBy);
    return ExponentialBuckets.of(low, counts);
  }

  private static void addAll(long[] counts, int offset, ExponentialBuckets from, int by) {
    for (int i = 0; i < from.size(); i++) {
      counts[(from.offset() + i >> by) - offset] += from.count(i);
    }
  }

  /** The index of the first bucket, {@code by} scales coarser; of none, above all others. */
  private static int low(ExponentialBuckets buckets, int by) {
    return buckets.size() == 0 ? Integer.MAX_VALUE : buckets.offset() >> by;
  }

  /** The index of the last bucket, {@code by} scales coarser; of none, below all others. */
  private static int high(ExponentialBuckets buckets, int by) {
    int size = buckets.size();
    return size == 0 ? Integer.MIN_VALUE : buckets.offset() + size - 1 >> by;
  }

  /** Its fields and its counts are each followed by padding, wherever the two come to lie. */
  @SuppressWarnings("unused") // the fields are padding
  private static final class Padded extends ExponentialHistogramCell {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16;

    Padded(NumberType type, int maxSize, int maxScale, boolean hasSum, boolean hasMinMax) {
      super(type, maxSize, maxScale, hasSum, hasMinMax);
    }

    @Override
    PackedCounts noCounts() {
      return PackedCounts.PADDED_EMPTY;
    }
  }
}
