package ee.otel.metrics.internal.export;

import ee.otel.metrics.internal.selfobservability.ExporterMetrics;
import ee.otel.metrics.internal.selfobservability.ReaderMetrics;
import io.opentelemetry.api.metrics.Meter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where exports are measured, and in how much detail. Numbers components of one type, from 0. For
 * one thread at a time.
 */
public final class SelfMetrics {
  private static final String READER = "periodic_metric_reader";

  private final Meter meter;
  private final boolean detailed;
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * @param meter records what is measured
   * @param detailed whether all is measured, and not only what an operator needs
   */
  public SelfMetrics(Meter meter, boolean detailed) {
    this.meter = meter;
    this.detailed = detailed;
  }

  /** For an exporter of this type of component. */
  ExporterMetrics exporter(String type) {
    return new ExporterMetrics(meter, type, number(type), detailed);
  }

  /** The same, with its collections measured if that is wanted. */
  static Export collections(@Nullable SelfMetrics metrics, Export export) {
    return metrics != null && metrics.detailed
        ? new MeasuredExport(export, metrics.collections(), null)
        : export;
  }

  /** The same, with its collections measured if that is wanted, and what becomes of them. */
  static Export all(@Nullable SelfMetrics metrics, Export export, String exporterType) {
    return metrics == null
        ? export
        : new MeasuredExport(
            export,
            metrics.detailed ? metrics.collections() : null,
            metrics.exporter(exporterType));
  }

  private ReaderMetrics collections() {
    return new ReaderMetrics(meter, READER, number(READER));
  }

  private int number(String type) {
    return numbers.merge(type, 1, Integer::sum) - 1;
  }
}
