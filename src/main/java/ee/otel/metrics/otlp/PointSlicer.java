package ee.otel.metrics.otlp;

import ee.otel.metrics.snapshot.MetricData;
import ee.otel.metrics.snapshot.MetricSnapshot;
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
      int points = metric.data().points().size();
      int start = ends[i] - points;
      if (start >= range.to()) {
        break;
      }
      int from = Math.max(range.from() - start, 0);
      int to = Math.min(range.to() - start, points);
      slice.add(to - from == points ? metric : cut(metric, from, to));
    }
    return slice;
  }

  private int metricOf(int point) {
    int found = Arrays.binarySearch(ends, point + 1);
    return found < 0 ? -found - 1 : found;
  }

  private static MetricSnapshot cut(MetricSnapshot metric, int from, int to) {
    return new MetricSnapshot(
        metric.scope(),
        metric.name(),
        metric.description(),
        metric.unit(),
        cut(metric.data(), from, to));
  }

  private static MetricData cut(MetricData data, int from, int to) {
    if (data instanceof MetricData.Sum sum) {
      return new MetricData.Sum(sum.points().subList(from, to), sum.temporality(), sum.monotonic());
    }
    if (data instanceof MetricData.Gauge gauge) {
      return new MetricData.Gauge(gauge.points().subList(from, to));
    }
    if (data instanceof MetricData.Histogram histogram) {
      return new MetricData.Histogram(
          histogram.points().subList(from, to), histogram.temporality());
    }
    MetricData.ExponentialHistogram histogram = (MetricData.ExponentialHistogram) data;
    return new MetricData.ExponentialHistogram(
        histogram.points().subList(from, to), histogram.temporality());
  }
}
