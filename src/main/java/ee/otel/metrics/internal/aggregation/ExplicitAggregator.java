package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.Boundaries;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.points.HistogramRows;
import ee.otel.metrics.internal.points.PointRows;
import java.util.List;

/** Makes histograms with explicit buckets. */
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
  public PointRows newPoints() {
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
