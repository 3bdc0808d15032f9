package ee.otel.metrics.config;

import java.time.Duration;
import java.util.Set;

/**
 * When metrics are exported, where to, and how long that may take.
 *
 * @param disabled whether everything is off: no instrument records, nothing is exported
 * @param exporters where metrics go; empty for {@code none}
 * @param interval the time between two exports, positive
 * @param timeout the time one export with all its retries may take, positive
 * @param shutdownTimeout the time the last export may hold up the application's stop, positive
 */
public record ExportConfig(
    boolean disabled,
    Set<ExporterKind> exporters,
    Duration interval,
    Duration timeout,
    Duration shutdownTimeout) {

  public ExportConfig {
    exporters = Set.copyOf(exporters);
  }
}
