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
   * @param monotonic whether the instrument only ever adds
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
          type, new Boundaries(explicit.boundaries()), explicit.recordMinMax());
    }
    if (aggregation instanceof Aggregation.Base2ExponentialBucketHistogram exponential) {
      return new ExponentialAggregator(type, exponential);
    }
    throw new IllegalArgumentException("aggregation is not resolved: " + aggregation);
  }

  Cell newCell();

  /** A cell that is never drained, and closed only when the application is done with it. */
  default Cell newLastingCell() {
    return newCell();
  }

  /** A cell that does not share cache lines with its neighbours where that is worth the room. */
  default Cell newStripe() {
    return newCell();
  }

  /** Both together: the start of the older, the time and attributes of the newer. */
  Point merge(Point older, Point newer);

  /** Whether what an observable reports is a running total, of which a delta is the difference. */
  default boolean observesTotals() {
    return false;
  }

  /**
   * What a total grew by since an earlier one. A monotonic total that fell has begun again: then
   * the later point itself, with {@code earlier}'s time as its start.
   */
  default Point difference(Point earlier, Point later) {
    throw new UnsupportedOperationException(getClass().getSimpleName());
  }

  /** Whether {@code later} cannot belong to the sequence of {@code earlier}: a total that fell. */
  default boolean restarts(Point earlier, Point later) {
    return false;
  }

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
  public Point merge(Point older, Point newer) {
    return Points.sum((NumberPoint) older, (NumberPoint) newer);
  }

  @Override
  public boolean observesTotals() {
    return true;
  }

  @Override
  public Point difference(Point earlier, Point later) {
    return restarts(earlier, later)
        ? later.with(later.attributes(), earlier.timeNanos(), later.timeNanos(), later.exemplars())
        : Points.difference((NumberPoint) earlier, (NumberPoint) later);
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
  public Point merge(Point older, Point newer) {
    return Points.last((NumberPoint) older, (NumberPoint) newer);
  }

  @Override
  @SuppressWarnings("unchecked")
  public MetricData frame(List<Point> points, Temporality temporality) {
    return new MetricData.Gauge((List<NumberPoint>) (List<?>) points);
  }
}

/** Histograms with explicit buckets. */
record ExplicitAggregator(NumberType type, Boundaries boundaries, boolean minMax)
    implements Aggregator {
  @Override
  public Cell newCell() {
    return new ExplicitHistogramCell(type, boundaries, minMax);
  }

  @Override
  public Cell newStripe() {
    return ExplicitHistogramCell.padded(type, boundaries, minMax);
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
    NumberType type, Aggregation.Base2ExponentialBucketHistogram configuration)
    implements Aggregator {
  @Override
  public Cell newCell() {
    return new ExponentialHistogramCell(
        type,
        configuration.maxSize(),
        configuration.maxScale(),
        true,
        configuration.recordMinMax());
  }

  @Override
  public Cell newStripe() {
    return ExponentialHistogramCell.padded(
        type, configuration.maxSize(), configuration.maxScale(), configuration.recordMinMax());
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
