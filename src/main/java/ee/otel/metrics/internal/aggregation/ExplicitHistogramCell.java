package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.Boundaries;
import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.points.HistogramRows;
import ee.otel.metrics.internal.points.PointRows;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts of values by bucket, with their sum and, if wanted, their range. */
sealed class ExplicitHistogramCell extends GuardedCell {
  private final NumberType type;
  private final Boundaries boundaries;
  private final boolean hasSum;
  private final boolean minMax;

  // Guarded. The count is the sum of the counts; nothing else has to agree with it.
  private long[] counts;
  private double sum;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  ExplicitHistogramCell(NumberType type, Boundaries boundaries, boolean minMax) {
    this(type, boundaries, true, minMax);
  }

  /**
   * @param hasSum whether points show the sum; it says nothing where values may be negative
   */
  ExplicitHistogramCell(NumberType type, Boundaries boundaries, boolean hasSum, boolean minMax) {
    this.type = type;
    this.boundaries = boundaries;
    this.hasSum = hasSum;
    this.minMax = minMax;
    this.counts = noCounts(boundaries.buckets());
  }

  /** One that has its cache lines to itself, for one of the stripes of a contended series. */
  static ExplicitHistogramCell padded(
      NumberType type, Boundaries boundaries, boolean hasSum, boolean minMax) {
    return new Padded(type, boundaries, hasSum, minMax);
  }

  /** Counts of nothing, for so many buckets at least. */
  long[] noCounts(int buckets) {
    return new long[buckets];
  }

  @Override
  public Outcome tryRecord(long bits) {
    double value = type.toDouble(bits);
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      return Outcome.RECORDED; // of a gauge: what is not finite is passed over
    }
    int bucket = boundaries.bucketOf(value);
    if (!tryEnter()) {
      return whyNot();
    }
    counts[bucket]++;
    sum = NumberSums.plus(sum, value);
    if (value < min) {
      min = value;
    }
    if (value > max) {
      max = value;
    }
    leave();
    return Outcome.RECORDED;
  }

  @Override
  boolean isEmpty() {
    return min > max;
  }

  @Override
  public @Nullable Point read(
      Mode mode,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      List<Exemplar> exemplars) {
    int buckets = boundaries.buckets();
    long[] spare = noCounts(buckets);
    if (!enter()) {
      return null;
    }
    boolean empty = isEmpty();
    double takenSum = sum;
    double takenMin = min;
    double takenMax = max;
    long[] takenCounts;
    if (mode == Mode.PEEK) {
      System.arraycopy(counts, 0, spare, 0, spare.length);
      takenCounts = spare;
    } else {
      takenCounts = counts;
      counts = spare;
      reset();
    }
    leave(mode);
    if (empty) {
      return null;
    }
    long count = 0;
    for (long inBucket : takenCounts) {
      count += inBucket;
    }
    return new HistogramPoint(
        attributes,
        startNanos,
        timeNanos,
        count,
        hasSum,
        hasSum ? takenSum : 0,
        minMax,
        minMax ? takenMin : 0,
        minMax ? takenMax : 0,
        boundaries.shared(),
        takenCounts.length == buckets ? takenCounts : Arrays.copyOf(takenCounts, buckets),
        exemplars);
  }

  @Override
  public void readTo(
      PointRows to,
      Mode mode,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      List<Exemplar> exemplars) {
    HistogramRows rows = (HistogramRows) to;
    int buckets = boundaries.buckets();
    long[] words = rows.next();
    int at = rows.nextCountsAt();
    if (!enter()) {
      return;
    }
    boolean empty = isEmpty();
    double takenSum = sum;
    double takenMin = min;
    double takenMax = max;
    if (!empty) {
      System.arraycopy(counts, 0, words, at, buckets);
      if (mode != Mode.PEEK) {
        Arrays.fill(counts, 0, buckets, 0);
        reset();
      }
    }
    leave(mode);
    if (!empty) {
      rows.add(
          attributes,
          startNanos,
          hasSum ? takenSum : 0,
          minMax ? takenMin : 0,
          minMax ? takenMax : 0,
          exemplars);
    }
  }

  /** Forgets all but the counts. */
  private void reset() {
    sum = 0;
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
  }

  /** Its fields and its counts are each followed by padding, wherever the two come to lie. */
  @SuppressWarnings("unused") // the fields are padding
  private static final class Padded extends ExplicitHistogramCell {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16;

    Padded(NumberType type, Boundaries boundaries, boolean hasSum, boolean minMax) {
      super(type, boundaries, hasSum, minMax);
    }

    @Override
    long[] noCounts(int buckets) {
      return new long[buckets + PADDING];
    }
  }
}
