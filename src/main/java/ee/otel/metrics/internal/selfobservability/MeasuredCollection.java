package ee.otel.metrics.internal.selfobservability;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.data.MetricSnapshot;
import java.util.Collection;
import java.util.List;

/**
 * Collected metrics, with the points of each outcome counted. Safe from any thread.
 *
 * @param collected what was collected
 * @param exporter counts
 */
record MeasuredCollection(CollectedMetrics collected, ExporterMetrics exporter)
    implements CollectedMetrics {
  /** Why points did not arrive, where the exporter does not say. */
  private static final String FAILED = "export_failed";

  @Override
  public ExportResult result() {
    return collected.result();
  }

  @Override
  public List<MetricSnapshot> metrics() {
    return collected.metrics();
  }

  @Override
  public void delivered() {
    collected.delivered();
    exporter.exported(points(metrics()), null);
  }

  @Override
  public void deliveredOnly(Collection<MetricSnapshot> delivered) {
    collected.deliveredOnly(delivered);
    long arrived = points(delivered);
    exporter.exported(arrived, null);
    exporter.exported(points(metrics()) - arrived, FAILED);
  }

  @Override
  public void failed() {
    collected.failed();
    exporter.exported(points(metrics()), FAILED);
  }

  @Override
  public void postponed() {
    collected.postponed();
  }

  private static long points(Collection<MetricSnapshot> metrics) {
    return metrics.stream().mapToLong(metric -> metric.data().points().size()).sum();
  }
}
