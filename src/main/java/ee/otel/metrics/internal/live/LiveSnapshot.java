package ee.otel.metrics.internal.live;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import java.util.List;

/**
 * What the live page shows at one moment.
 *
 * @param resources the metrics of each resource
 * @param status what becomes of the metrics
 * @param reported whether the points were measured before, each at its own time, and not just now
 */
public record LiveSnapshot(List<ResourceMetrics> resources, LiveStatus status, boolean reported) {
  public LiveSnapshot {
    resources = List.copyOf(resources);
  }

  /** A snapshot of values that were measured just now. */
  public LiveSnapshot(List<ResourceMetrics> resources, LiveStatus status) {
    this(resources, status, false);
  }

  /** The metrics of one resource; sums and histograms are cumulative where possible. */
  public record ResourceMetrics(Resource resource, List<MetricSnapshot> metrics) {
    public ResourceMetrics {
      metrics = List.copyOf(metrics);
    }
  }
}
