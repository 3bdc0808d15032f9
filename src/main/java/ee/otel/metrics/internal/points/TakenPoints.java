package ee.otel.metrics.internal.points;

import ee.otel.metrics.data.Point;
import java.util.List;

/** The points that a collection takes of a stream. Filled by one thread, then only read. */
public abstract sealed class TakenPoints permits PointRows, PointObjects {
  TakenPoints() {}

  /** For points of a kind that has no rows. */
  public static TakenPoints ofObjects(int expected) {
    return new PointObjects(expected);
  }

  /** How many there are. */
  public abstract int size();

  /** Adds a point. */
  public abstract void add(Point point);

  /**
   * Some of the points.
   *
   * @param from inclusive
   * @param to exclusive
   */
  public abstract List<Point> list(int from, int to);
}
