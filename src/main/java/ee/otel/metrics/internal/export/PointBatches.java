package ee.otel.metrics.internal.export;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import java.util.ArrayList;
import java.util.List;

/** Metrics cut into batches of a number of points. */
final class PointBatches {
  private PointBatches() {}

  /**
   * Cuts metrics; all points stay in their order.
   *
   * @param maxPoints the most in one batch; at least 1
   */
  static List<List<MetricSnapshot>> of(List<MetricSnapshot> metrics, int maxPoints) {
    if (points(metrics) <= maxPoints) {
      return metrics.isEmpty() ? List.of() : List.of(metrics);
    }
    List<List<MetricSnapshot>> batches = new ArrayList<>();
    List<MetricSnapshot> batch = new ArrayList<>();
    int left = maxPoints;
    for (MetricSnapshot metric : metrics) {
      List<? extends Point> points = metric.data().points();
      int from = 0;
      while (from < points.size()) {
        int to = Math.min(points.size(), from + left);
        batch.add(metric.withPoints(points.subList(from, to)));
        left -= to - from;
        from = to;
        if (left == 0) {
          batches.add(List.copyOf(batch));
          batch.clear();
          left = maxPoints;
        }
      }
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }

  static long points(List<MetricSnapshot> metrics) {
    return metrics.stream().mapToLong(metric -> metric.data().points().size()).sum();
  }
}
