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

  Range all() {
    return new Range(0, ends.length == 0 ? 0 : ends[ends.length - 1]);
  }

  List<MetricSnapshot> slice(Range range) {
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

  /** Some of a collection's points, counted through all metrics: from inclusive, to exclusive. */
  record Range(int from, int to) {
    int size() {
      return to - from;
    }

    /** Up to four parts of about the same size, none of them empty. */
    List<Range> quarters() {
      List<Range> parts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Range part =
            new Range(from + (int) (size() * (long) i / 4), from + (int) (size() * (i + 1L) / 4));
        if (part.size() > 0) {
          parts.add(part);
        }
      }
      return parts;
    }

    Range firstHalf() {
      return new Range(from, from + size() / 2);
    }

    Range secondHalf() {
      return new Range(from + size() / 2, to);
    }
  }
}
