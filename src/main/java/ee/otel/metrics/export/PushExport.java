package ee.otel.metrics.export;

import ee.otel.metrics.health.Health;
import ee.otel.metrics.snapshot.Resource;
import ee.otel.metrics.spi.PushMetricExporter;
import ee.otel.metrics.storage.Harvest;
import ee.otel.metrics.storage.MetricReader;

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
    Harvest harvest = reader.take();
    if (harvest.metrics().isEmpty()) {
      harvest.delivered();
      return ExportResult.SUCCESS;
    }
    boolean arrived = false;
    try {
      exporter.export(resource, harvest.metrics());
      arrived = true;
    } catch (Exception e) {
      health.warn(
          this,
          e,
          () -> "Exporter " + this + " failed: " + e + ". Deltas are kept for its next export.");
    } finally {
      if (arrived) {
        harvest.delivered();
      } else {
        harvest.failed();
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
