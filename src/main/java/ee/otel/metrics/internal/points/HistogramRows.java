package ee.otel.metrics.internal.points;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import java.util.Arrays;
import java.util.List;

/** Histograms of the same explicit buckets. */
public final class HistogramRows extends PointRows {
  private static final int SUM = COMMON;
  private static final int MIN = SUM + 1;
  private static final int MAX = MIN + 1;
  private static final int COUNTS = MAX + 1;

  private final double[] boundaries;
  private final boolean hasSum;
  private final boolean minMax;

  /**
   * @param boundaries not to be changed any more
   */
  public HistogramRows(double[] boundaries, boolean hasSum, boolean minMax) {
    super(COUNTS + boundaries.length + 1);
    this.boundaries = boundaries;
    this.hasSum = hasSum;
    this.minMax = minMax;
  }

  public double[] boundaries() {
    return boundaries;
  }

  public boolean hasSum() {
    return hasSum;
  }

  public boolean hasMinMax() {
    return minMax;
  }

  public int buckets() {
    return boundaries.length + 1;
  }

  public double sum(int row) {
    return Double.longBitsToDouble(words(row)[at(row) + SUM]);
  }

  public double min(int row) {
    return Double.longBitsToDouble(words(row)[at(row) + MIN]);
  }

  public double max(int row) {
    return Double.longBitsToDouble(words(row)[at(row) + MAX]);
  }

  /** Where the counts of a row begin in its {@link #words}. */
  public int countsAt(int row) {
    return at(row) + COUNTS;
  }

  /** All counts of a row together. */
  public long count(int row) {
    long[] counts = words(row);
    int from = countsAt(row);
    long count = 0;
    for (int i = from; i < from + buckets(); i++) {
      count += counts[i];
    }
    return count;
  }

  /** Where the counts of the next row have to be written before {@link #add}. */
  public int nextCountsAt() {
    return nextAt() + COUNTS;
  }

  /**
   * Adds the point whose counts are written.
   *
   * @param sum 0 where there is none, as for minimum and maximum
   */
  public void add(
      PointAttributes attributes,
      long startNanos,
      double sum,
      double min,
      double max,
      List<Exemplar> exemplars) {
    long[] words = next();
    int at = nextAt();
    words[at + SUM] = Double.doubleToRawLongBits(sum);
    words[at + MIN] = Double.doubleToRawLongBits(min);
    words[at + MAX] = Double.doubleToRawLongBits(max);
    end(attributes, startNanos, exemplars);
  }

  @Override
  public void add(Point point) {
    HistogramPoint histogram = (HistogramPoint) point;
    System.arraycopy(histogram.counts(), 0, next(), nextCountsAt(), buckets());
    add(
        histogram.attributes(),
        histogram.startNanos(),
        histogram.sum(),
        histogram.min(),
        histogram.max(),
        histogram.exemplars());
  }

  @Override
  Point make(int row) {
    int counts = countsAt(row);
    return new HistogramPoint(
        attributes(row),
        startNanos(row),
        timeNanos(),
        count(row),
        hasSum,
        sum(row),
        minMax,
        min(row),
        max(row),
        boundaries,
        Arrays.copyOfRange(words(row), counts, counts + buckets()),
        exemplars(row));
  }
}
