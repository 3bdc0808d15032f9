package ee.otel.metrics.internal.live;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import java.util.List;

/**
 * What the live page shows at one moment.
 *
 * @param resources who measured what
 * @param status what is known about the way of the metrics
 */
public record LiveSnapshot(List<ResourceMetrics> resources, LiveStatus status) {
  public LiveSnapshot {
    resources = List.copyOf(resources);
  }

  /** The metrics of one resource; sums and histograms are cumulative where possible. */
  public record ResourceMetrics(Resource resource, List<MetricSnapshot> metrics) {
    public ResourceMetrics {
      metrics = List.copyOf(metrics);
    }
  }
}
