package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.points.ExponentialRows;
import ee.otel.metrics.internal.points.PackedRun;
import ee.otel.metrics.internal.points.PointRows;
import java.util.List;
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
    this.maxSize = nearestSize(maxSize);
    this.maxScale = (byte) Math.max(MIN_MAX_SCALE, Math.min(ExponentialIndex.MAX_SCALE, maxScale));
    this.hasSum = hasSum;
    this.hasMinMax = hasMinMax;
    this.positive = noCounts();
    this.negative = noCounts();
    reset();
  }

  /** The nearest size that there may be. */
  static int nearestSize(int maxSize) {
    return Math.max(MIN_SIZE, Math.min(MAX_SIZE, maxSize));
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
  public void readTo(
      PointRows to,
      Mode mode,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      List<Exemplar> exemplars) {
    ExponentialRows rows = (ExponentialRows) to;
    if (!enter(rows)) {
      return;
    }
    boolean empty = isEmpty();
    int takenScale = scale;
    long takenCount = count;
    long takenZeroCount = zeroCount;
    double takenSum = sum;
    double takenMin = min;
    double takenMax = max;
    long above = positive.run();
    long below = negative.run();
    if (!empty) {
      positive.copy(above, rows.nextCounts(), rows.nextCountsAt());
      negative.copy(below, rows.nextCounts(), rows.nextCountsAt() + PackedRun.words(above));
      if (mode != Mode.PEEK) {
        reset();
      }
    }
    leave(mode);
    if (!empty) {
      rows.add(
          attributes,
          startNanos,
          takenScale,
          takenCount,
          takenZeroCount,
          hasSum ? takenSum : 0,
          hasMinMax ? takenMin : 0,
          hasMinMax ? takenMax : 0,
          above,
          below,
          exemplars);
    }
  }

  /** Enters when there is space for the counts in the rows; false when the cell is closed. */
  private boolean enter(ExponentialRows rows) {
    while (true) {
      int space = words(); // may be too little once the cell is entered
      rows.reserve(space);
      if (!enter()) {
        return false;
      }
      if (words() <= space) {
        return true;
      }
      leave();
    }
  }

  /** The most words that the counts can need in a row. */
  private int words() {
    return positive.words() + negative.words();
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
