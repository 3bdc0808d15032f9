package ee.otel.metrics.internal.points;

import ee.otel.metrics.data.Point;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Some of the points of rows; an object is made when it is asked for. Immutable, until the rows are
 * used again, which happens only when nobody looks at them any more.
 */
public final class RowList extends AbstractList<Point> implements RandomAccess {
  private final PointRows rows;
  private final int from;
  private final int to;

  /** The rows that are meant; null for those from {@link #from} to {@link #to}. */
  private final int @Nullable [] chosen;

  RowList(PointRows rows, int from, int to, int @Nullable [] chosen) {
    this.rows = rows;
    this.from = from;
    this.to = to;
    this.chosen = chosen;
  }

  /** The rows that these points are of. */
  public PointRows rows() {
    return rows;
  }

  /** The row of a point of this list. */
  public int row(int index) {
    return chosen == null ? from + index : chosen[from + index];
  }

  /** The point if it was made before. */
  public @Nullable Point ifMade(int index) {
    return rows.madePoint(row(index));
  }

  @Override
  public Point get(int index) {
    return rows.point(row(Objects.checkIndex(index, size())));
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public List<Point> subList(int first, int end) {
    Objects.checkFromToIndex(first, end, size());
    return new RowList(rows, from + first, from + end, chosen);
  }

  /**
   * Some of a list's points.
   *
   * @param indexes which, in ascending order
   */
  public static List<? extends Point> some(List<? extends Point> points, int[] indexes) {
    if (points instanceof RowList all) {
      int[] chosen = new int[indexes.length];
      for (int i = 0; i < chosen.length; i++) {
        chosen[i] = all.row(indexes[i]);
      }
      return new RowList(all.rows, 0, chosen.length, chosen);
    }
    List<Point> some = new ArrayList<>(indexes.length);
    for (int index : indexes) {
      some.add(points.get(index));
    }
    return some;
  }
}
