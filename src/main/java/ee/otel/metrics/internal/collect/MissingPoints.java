package ee.otel.metrics.internal.collect;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.internal.points.PointRows;
import ee.otel.metrics.internal.points.RowList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The points of a collection that did not arrive: those passed on, except the delivered ones. */
final class MissingPoints {
  static final MissingPoints NONE = new MissingPoints(List.of(), List.of());

  private final Map<PointRows, BitSet> rows = new IdentityHashMap<>();
  private final Set<Point> objects = identitySet();

  /** Objects made of rows that have arrived. */
  private final Set<Point> arrived = identitySet();

  /**
   * @param delivered metrics with points of {@code passedOn}, the same objects
   */
  MissingPoints(List<MetricSnapshot> passedOn, Collection<MetricSnapshot> delivered) {
    for (MetricSnapshot metric : passedOn) {
      List<? extends Point> points = metric.data().points();
      if (points instanceof RowList list) {
        BitSet missing = rows.computeIfAbsent(list.rows(), unused -> new BitSet());
        forEachRow(list, missing::set);
      } else {
        objects.addAll(points);
      }
    }
    for (MetricSnapshot metric : delivered) {
      List<? extends Point> points = metric.data().points();
      if (points instanceof RowList list) {
        BitSet missing = rows.get(list.rows());
        if (missing != null) {
          forEachRow(list, missing::clear);
        }
      } else if (!points.isEmpty()) {
        points.forEach(objects::remove);
        arrived.addAll(points);
      }
    }
  }

  private static Set<Point> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private interface RowAction {
    void on(int row);
  }

  private static void forEachRow(RowList list, RowAction action) {
    for (int i = 0; i < list.size(); i++) {
      action.on(list.row(i));
    }
  }

  /** Shows those of the points that are missing. */
  void forEach(List<Point> points, Consumer<Point> action) {
    if (points instanceof RowList list) {
      for (int i = 0; i < list.size(); i++) {
        if (isMissing(list, i)) {
          action.accept(list.get(i));
        }
      }
    } else {
      points.stream().filter(objects::contains).forEach(action);
    }
  }

  private boolean isMissing(RowList list, int index) {
    Point made = list.ifMade(index);
    BitSet missing = rows.get(list.rows());
    return made != null && objects.contains(made)
        || missing != null && missing.get(list.row(index)) && !arrived.contains(made);
  }
}
