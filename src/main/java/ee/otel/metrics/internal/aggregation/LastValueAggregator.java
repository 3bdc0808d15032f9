package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.points.NumberRows;
import ee.otel.metrics.internal.points.PointRows;
import java.util.List;

/** Keeps last values. */
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
  public PointRows newPoints() {
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
