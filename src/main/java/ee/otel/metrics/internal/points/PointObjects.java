package ee.otel.metrics.internal.points;

import ee.otel.metrics.data.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Points of a kind that has no rows: exponential histograms, no two of which have one size. */
final class PointObjects extends TakenPoints {
  private final List<Point> points;

  PointObjects(int expected) {
    points = new ArrayList<>(expected);
  }

  @Override
  public int size() {
    return points.size();
  }

  @Override
  public void add(Point point) {
    points.add(point);
  }

  @Override
  public List<Point> list(int from, int to) {
    return Collections.unmodifiableList(points.subList(from, to));
  }
}
