package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.Boundaries;
import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.aggregation.Cell.Outcome;
import ee.otel.metrics.internal.points.ExponentialRows;
import ee.otel.metrics.internal.points.HistogramRows;
import ee.otel.metrics.internal.points.PointRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stress test does with a cell and sees in its snapshots, as numbers. */
final class Cells {
  /** Seen instead of a sum when a snapshot contradicts itself. */
  static final int TORN = -1;

  private Cells() {}

  /** Records until it is accepted or refused for good; 1 for accepted, 0 for refused. */
  static int record(Cell cell, long bits) {
    Outcome outcome = cell.tryRecord(bits);
    while (outcome == Outcome.CONTENDED) {
      Thread.onSpinWait();
      outcome = cell.tryRecord(bits);
    }
    return outcome == Outcome.RECORDED ? 1 : 0;
  }

  static int record(Cell cell, double value) {
    return record(cell, Double.doubleToRawLongBits(value));
  }

  static @Nullable Point read(Cell cell, Mode mode) {
    return cell.read(mode, PointAttributes.EMPTY, 0, 1, List.of());
  }

  /** The sum or last value in a snapshot, 0 for none. */
  static int number(Cell cell, Mode mode) {
    NumberPoint point = (NumberPoint) read(cell, mode);
    return point == null
        ? 0
        : point.type() == NumberType.LONG ? (int) point.bits() : (int) point.toDouble();
  }

  /**
   * The sum in a histogram's snapshot, 0 for none, of a cell that 1 and 100 are recorded into, each
   * at most once.
   */
  static int histogram(Cell cell, Mode mode) {
    Point point = read(cell, mode);
    return point == null ? 0 : histogram(point);
  }

  private static int histogram(Point point) {
    return point instanceof HistogramPoint explicit
        ? explicit(explicit)
        : exponential((ExponentialHistogramPoint) point);
  }

  /** The same of a histogram that is read into rows. */
  static int histogramInRow(Cell cell, Mode mode) {
    PointRows rows =
        cell instanceof ExplicitHistogramCell
            ? new HistogramRows(new double[] {10}, true, true)
            : new ExponentialRows(true, true);
    rows.clear(1);
    cell.readTo(rows, mode, PointAttributes.EMPTY, 0, 1, List.of());
    return rows.size() == 0 ? 0 : histogram(rows.list(0, 1).get(0));
  }

  private static int explicit(HistogramPoint point) {
    int sum = (int) point.sum();
    return total(point.counts()) == point.count()
            && isOne(sum, point.count(), point.min(), point.max())
            && point.counts()[0] == sum % 10
            && point.counts()[1] == sum / 100
        ? sum
        : TORN;
  }

  private static int exponential(ExponentialHistogramPoint point) {
    int sum = (int) point.sum();
    return total(point.positive()) + total(point.negative()) + point.zeroCount() == point.count()
            && isOne(sum, point.count(), point.min(), point.max())
            && total(point.positive()) == point.count()
        ? sum
        : TORN;
  }

  private static boolean isOne(int sum, long count, double min, double max) {
    return switch (sum) {
      case 1 -> count == 1 && min == 1 && max == 1;
      case 100 -> count == 1 && min == 100 && max == 100;
      case 101 -> count == 2 && min == 1 && max == 100;
      default -> false;
    };
  }

  private static long total(ExponentialBuckets buckets) {
    return total(buckets.counts());
  }

  private static long total(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  static Cell explicit() {
    return new ExplicitHistogramCell(NumberType.DOUBLE, new Boundaries(List.of(10.0)), true);
  }

  /** So small that the second value makes it lay its buckets out anew, at another scale. */
  static Cell exponential() {
    return new ExponentialHistogramCell(NumberType.DOUBLE, 2, 20, true, true);
  }
}
