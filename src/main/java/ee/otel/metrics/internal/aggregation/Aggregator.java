package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.data.Boundaries;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.points.HistogramRows;
import ee.otel.metrics.internal.points.NumberRows;
import ee.otel.metrics.internal.points.TakenPoints;
import java.util.List;

/**
 * An aggregation at work in one stream: makes its cells, adds up their snapshots, frames them.
 *
 * <p>Stateless and safe from any thread. All points that it is given are of its own cells' kind.
 */
public sealed interface Aggregator {

  /**
   * The aggregator for one stream.
   *
   * @param aggregation neither {@code Drop} nor {@code Default}
   * @param type the instrument's number type
   * @param monotonic whether the instrument only ever adds; a histogram of another one has no sum
   */
  static Aggregator of(Aggregation aggregation, NumberType type, boolean monotonic) {
    if (aggregation instanceof Aggregation.Sum) {
      return new SumAggregator(type, monotonic);
    }
    if (aggregation instanceof Aggregation.LastValue) {
      return new LastValueAggregator(type);
    }
    if (aggregation instanceof Aggregation.ExplicitBucketHistogram explicit) {
      return new ExplicitAggregator(
          type, new Boundaries(explicit.boundaries()), monotonic, explicit.recordMinMax());
    }
    if (aggregation instanceof Aggregation.Base2ExponentialBucketHistogram exponential) {
      return new ExponentialAggregator(type, monotonic, exponential);
    }
    throw new IllegalArgumentException("aggregation is not resolved: " + aggregation);
  }

  Cell newCell();

  /** A cell that is never drained, and closed only when the application is done with it. */
  default Cell newLastingCell() {
    return newCell();
  }

  /** A cell that does not share cache lines with its neighbours where that is worth the memory. */
  default Cell newStripe() {
    return newCell();
  }

  /**
   * For the points of a collection.
   *
   * @param expected how many there will be, about
   */
  TakenPoints newPoints(int expected);

  /** Both together: the start of the older, the time and attributes of the newer. */
  Point merge(Point older, Point newer);

  /**
   * What is new in an observation since an earlier one. Of a running total it is what that grew by;
   * a monotonic total that fell has begun again, and all of it is new. Of everything else it is the
   * observation itself.
   */
  default Point difference(Point earlier, Point later) {
    return later.with(
        later.attributes(), earlier.timeNanos(), later.timeNanos(), later.exemplars());
  }

  /**
   * An observation as the first delta of a sequence. A monotonic one is never negative: of a total
   * below zero, which only a defective callback reports, nothing is told.
   */
  default Point first(Point observation) {
    return observation;
  }

  /** Whether {@code later} cannot belong to the sequence of {@code earlier}: a total that fell. */
  default boolean restarts(Point earlier, Point later) {
    return false;
  }

  /** Whether points add up, so that a delta of them is told once: all but last values. */
  default boolean addsUp() {
    return true;
  }

  /** What a reader of totals is told of {@code later}, having been told {@code earlier}. */
  default Point cumulated(Point earlier, Point later) {
    return merge(earlier, later);
  }

  /**
   * The total that a reader has reached that was told {@code earlier} and then {@code difference}.
   * Where the difference is too large for its type, that is less than {@code later}, and the next
   * difference makes up for it.
   */
  default Point reached(Point earlier, Point later, Point difference) {
    return later;
  }

  /** The points as a metric has them. */
  MetricData frame(List<Point> points, Temporality temporality);
}

/** Sums. */
record SumAggregator(NumberType type, boolean monotonic) implements Aggregator {
  @Override
  public Cell newCell() {
    return SumCell.of(type);
  }

  @Override
  public Cell newStripe() {
    return SumCell.padded(type);
  }

  @Override
  public TakenPoints newPoints(int expected) {
    return new NumberRows(type);
  }

  @Override
  public Point merge(Point older, Point newer) {
    return Points.sum((NumberPoint) older, (NumberPoint) newer);
  }

  @Override
  public Point cumulated(Point earlier, Point later) {
    return later;
  }

  @Override
  public Point reached(Point earlier, Point later, Point difference) {
    return NumberSums.isAtTheEnd(type, ((NumberPoint) difference).bits())
            && !restarts(earlier, later)
        ? merge(earlier, difference)
        : later;
  }

  @Override
  public Point difference(Point earlier, Point later) {
    return restarts(earlier, later)
        ? first(later)
            .with(later.attributes(), earlier.timeNanos(), later.timeNanos(), later.exemplars())
        : Points.difference((NumberPoint) earlier, (NumberPoint) later);
  }

  @Override
  public Point first(Point observation) {
    NumberPoint number = (NumberPoint) observation;
    return monotonic && number.toDouble() < 0
        ? new NumberPoint(
            number.attributes(),
            number.startNanos(),
            number.timeNanos(),
            type,
            0, // for both types
            number.exemplars())
        : number;
  }

  @Override
  public boolean restarts(Point earlier, Point later) {
    if (!monotonic) {
      return false;
    }
    NumberPoint before = (NumberPoint) earlier;
    NumberPoint now = (NumberPoint) later;
    return type == NumberType.LONG
        ? now.bits() < before.bits()
        : now.toDouble() < before.toDouble();
  }

  @Override
  @SuppressWarnings("unchecked")
  public MetricData frame(List<Point> points, Temporality temporality) {
    return new MetricData.Sum((List<NumberPoint>) (List<?>) points, temporality, monotonic);
  }
}

/** Last values. */
record LastValueAggregator(NumberType type) implements Aggregator {
  @Override
  public Cell newCell() {
    return new LastValueCell(type, true);
  }

  @Override
  public Cell newLastingCell() {
    return new LastValueCell(type, false);
  }

  @Override
  public TakenPoints newPoints(int expected) {
    return new NumberRows(type);
  }

  @Override
  public Point merge(Point older, Point newer) {
    return Points.last((NumberPoint) older, (NumberPoint) newer);
  }

  @Override
  public boolean addsUp() {
    return false;
  }

  @Override
  public Point cumulated(Point earlier, Point later) {
    return later;
  }

  @Override
  @SuppressWarnings("unchecked")
  public MetricData frame(List<Point> points, Temporality temporality) {
    return new MetricData.Gauge((List<NumberPoint>) (List<?>) points);
  }
}

/** Histograms with explicit buckets. */
record ExplicitAggregator(NumberType type, Boundaries boundaries, boolean hasSum, boolean minMax)
    implements Aggregator {
  @Override
  public Cell newCell() {
    return new ExplicitHistogramCell(type, boundaries, hasSum, minMax);
  }

  @Override
  public Cell newStripe() {
    return ExplicitHistogramCell.padded(type, boundaries, hasSum, minMax);
  }

  @Override
  public TakenPoints newPoints(int expected) {
    return new HistogramRows(boundaries.shared(), hasSum, minMax);
  }

  @Override
  public Point merge(Point older, Point newer) {
    return Points.histogram((HistogramPoint) older, (HistogramPoint) newer);
  }

  @Override
  @SuppressWarnings("unchecked")
  public MetricData frame(List<Point> points, Temporality temporality) {
    return new MetricData.Histogram((List<HistogramPoint>) (List<?>) points, temporality);
  }
}

/** Histograms with exponential buckets. */
record ExponentialAggregator(
    NumberType type, boolean hasSum, Aggregation.Base2ExponentialBucketHistogram configuration)
    implements Aggregator {
  @Override
  public Cell newCell() {
    return new ExponentialHistogramCell(
        type,
        configuration.maxSize(),
        configuration.maxScale(),
        hasSum,
        configuration.recordMinMax());
  }

  @Override
  public Cell newStripe() {
    return ExponentialHistogramCell.padded(
        type,
        configuration.maxSize(),
        configuration.maxScale(),
        hasSum,
        configuration.recordMinMax());
  }

  @Override
  public TakenPoints newPoints(int expected) {
    return TakenPoints.ofObjects(expected);
  }

  @Override
  public Point merge(Point older, Point newer) {
    return ExponentialHistogramCell.merge(
        (ExponentialHistogramPoint) older,
        (ExponentialHistogramPoint) newer,
        configuration.maxSize(),
        Points::together);
  }

  @Override
  @SuppressWarnings("unchecked")
  public MetricData frame(List<Point> points, Temporality temporality) {
    return new MetricData.ExponentialHistogram(
        (List<ExponentialHistogramPoint>) (List<?>) points, temporality);
  }
}
