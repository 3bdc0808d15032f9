package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.api.PushMetricExporter;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.health.Health;

/** Metrics by an exporter of the application's. */
final class PushExport implements Export {
  private final PushMetricExporter exporter;
  private final MetricReader reader;
  private final Resource resource;
  private final Health health;

  PushExport(PushMetricExporter exporter, MetricReader reader, Resource resource, Health health) {
    this.exporter = exporter;
    this.reader = reader;
    this.resource = resource;
    this.health = health;
  }

  @Override
  public ExportResult export(Occasion occasion, long deadlineNanos) {
    CollectedMetrics collected = reader.take();
    if (collected.metrics().isEmpty()) {
      collected.delivered();
      return ExportResult.SUCCESS;
    }
    boolean arrived = false;
    try {
      exporter.export(resource, collected.metrics());
      arrived = true;
    } catch (Exception e) {
      health.warn(
          this,
          e,
          () -> "Exporter " + this + " failed: " + e + ". Deltas are kept for its next export.");
    } finally {
      if (arrived) {
        collected.delivered();
      } else {
        collected.failed();
      }
    }
    if (!arrived) {
      return ExportResult.FAILURE;
    }
    health.recovered(this, () -> "Exporter " + this + " works again.");
    return ExportResult.SUCCESS;
  }

  @Override
  public String toString() {
    return exporter.getClass().getName();
  }
}
