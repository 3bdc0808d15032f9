package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.export.delivery.Export;
import ee.otel.metrics.internal.selfobservability.ExporterMetrics;
import ee.otel.metrics.internal.selfobservability.ReaderMetrics;
import ee.otel.metrics.internal.selfobservability.SelfMetrics;
import org.jspecify.annotations.Nullable;

/** An exporter whose collections are measured, and what becomes of their points. */
final class MeasuredExport implements Export {
  private final Export export;
  private final @Nullable ReaderMetrics collections;
  private final @Nullable ExporterMetrics exporter;

  /**
   * @param collections measures collections, or null
   * @param exporter counts the points of each outcome, or null where the export does that itself
   */
  MeasuredExport(
      Export export, @Nullable ReaderMetrics collections, @Nullable ExporterMetrics exporter) {
    this.export = export;
    this.collections = collections;
    this.exporter = exporter;
  }

  /** The exporter, with its collections measured if that is wanted. */
  static Export collections(@Nullable SelfMetrics metrics, Export export) {
    return metrics != null && metrics.isDetailed()
        ? new MeasuredExport(export, metrics.collections(), null)
        : export;
  }

  /** The exporter, with its collections and their outcome measured if that is wanted. */
  static Export all(@Nullable SelfMetrics metrics, Export export, String exporterType) {
    return metrics == null
        ? export
        : new MeasuredExport(
            export,
            metrics.isDetailed() ? metrics.collections() : null,
            metrics.exporter(exporterType));
  }

  @Override
  public ExportResult export(CollectedMetrics collected, Occasion occasion, long deadlineNanos) {
    CollectedMetrics counted = exporter == null ? collected : exporter.measured(collected);
    return export.export(counted, occasion, deadlineNanos);
  }

  @Override
  public void collected(long nanos, @Nullable Throwable thrown) {
    if (collections != null) {
      collections.collected(nanos, thrown == null ? null : thrown.getClass().getName());
    }
    export.collected(nanos, thrown);
  }

  @Override
  public boolean isTrusted() {
    return export.isTrusted();
  }

  @Override
  public ExportResult flush(long deadlineNanos) {
    return export.flush(deadlineNanos);
  }

  @Override
  public ExportResult shutdown(long deadlineNanos) {
    return export.shutdown(deadlineNanos);
  }

  @Override
  public @Nullable ExportResult abandon() {
    return export.abandon();
  }

  @Override
  public long limit(long latest) {
    return export.limit(latest);
  }

  @Override
  public void hurry() {
    export.hurry();
  }

  @Override
  public String toString() {
    return export.toString();
  }
}
