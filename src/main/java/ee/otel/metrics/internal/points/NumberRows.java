package ee.otel.metrics.internal.points;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import java.util.List;

/** Sums or last values of one type. */
public final class NumberRows extends PointRows {
  private final NumberType type;

  public NumberRows(NumberType type) {
    super(COMMON + 1);
    this.type = type;
  }

  public NumberType type() {
    return type;
  }

  /** The value of a row, as {@link NumberType} reads it. */
  public long bits(int row) {
    return words(row)[at(row) + COMMON];
  }

  /** Adds a point. */
  public void add(
      PointAttributes attributes, long startNanos, long bits, List<Exemplar> exemplars) {
    next()[nextAt() + COMMON] = bits;
    end(attributes, startNanos, exemplars);
  }

  @Override
  public void add(Point point) {
    add(point.attributes(), point.startNanos(), ((NumberPoint) point).bits(), point.exemplars());
  }

  @Override
  Point make(int row) {
    return new NumberPoint(
        attributes(row), startNanos(row), timeNanos(), type, bits(row), exemplars(row));
  }
}
