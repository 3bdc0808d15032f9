package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.points.NumberRows;
import ee.otel.metrics.internal.points.PointRows;
import java.util.List;

/** Makes sums. */
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
  public PointRows newPoints() {
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
