package ee.otel.metrics.internal.otlp;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a list of metrics by ranges of points. Metrics without points are left out. */
final class PointSlicer {
  private final List<MetricSnapshot> metrics;

  /** For each metric, how many points there are up to its last. */
  private final int[] ends;

  PointSlicer(List<MetricSnapshot> all) {
    metrics = all.stream().filter(metric -> !metric.data().points().isEmpty()).toList();
    ends = new int[metrics.size()];
    int points = 0;
    for (int i = 0; i < ends.length; i++) {
      points = Math.addExact(points, metrics.get(i).data().points().size());
      ends[i] = points;
    }
  }

  PointRange all() {
    return new PointRange(0, ends.length == 0 ? 0 : ends[ends.length - 1]);
  }

  List<MetricSnapshot> slice(PointRange range) {
    if (range.equals(all())) {
      return metrics;
    }
    List<MetricSnapshot> slice = new ArrayList<>();
    for (int i = metricOf(range.from()); i < ends.length; i++) {
      MetricSnapshot metric = metrics.get(i);
      List<? extends Point> points = metric.data().points();
      int start = ends[i] - points.size();
      if (start >= range.to()) {
        break;
      }
      int from = Math.max(range.from() - start, 0);
      int to = Math.min(range.to() - start, points.size());
      slice.add(to - from == points.size() ? metric : metric.withPoints(points.subList(from, to)));
    }
    return slice;
  }

  private int metricOf(int point) {
    int found = Arrays.binarySearch(ends, point + 1);
    return found < 0 ? -found - 1 : found;
  }
}
