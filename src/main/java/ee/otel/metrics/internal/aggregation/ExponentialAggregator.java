package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.points.ExponentialRows;
import ee.otel.metrics.internal.points.PointRows;
import java.util.List;

/** Makes histograms with exponential buckets. */
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
  public PointRows newPoints() {
    return new ExponentialRows(hasSum, configuration.recordMinMax());
  }

  @Override
  public Point merge(Point older, Point newer) {
    return Points.exponential(
        (ExponentialHistogramPoint) older,
        (ExponentialHistogramPoint) newer,
        configuration.maxSize());
  }

  @Override
  @SuppressWarnings("unchecked")
  public MetricData frame(List<Point> points, Temporality temporality) {
    return new MetricData.ExponentialHistogram(
        (List<ExponentialHistogramPoint>) (List<?>) points, temporality);
  }
}
