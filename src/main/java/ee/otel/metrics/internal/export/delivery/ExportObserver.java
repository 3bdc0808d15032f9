package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.config.TransportConfig.Protocol;
import ee.otel.metrics.internal.selfobservability.ExporterMetrics;
import ee.otel.metrics.internal.selfobservability.SelfMetrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Measures exports to a collector, if that is wanted, and remembers how the last one ended. */
final class ExportObserver {
  private final @Nullable SelfMetrics settings;
  private final ExportStatus status;
  private final Map<Protocol, ExporterMetrics> metrics = new EnumMap<>(Protocol.class);

  /**
   * @param status remembers how the last export ended
   */
  ExportObserver(Optional<SelfMetrics> settings, ExportStatus status) {
    this.settings = settings.orElse(null);
    this.status = status;
  }

  /** Measures the requests of one export. */
  RequestObserver of(TransportConfig transport) {
    return new RequestObserver(
        status,
        System::nanoTime,
        metrics(transport.protocol()),
        transport.host(),
        transport.port());
  }

  private @Nullable ExporterMetrics metrics(Protocol protocol) {
    SelfMetrics wanted = settings;
    if (wanted == null) {
      return null;
    }
    return metrics.computeIfAbsent(
        protocol,
        kind ->
            wanted.exporter(
                switch (kind) {
                  case HTTP_PROTOBUF -> "otlp_http_metric_exporter";
                  case HTTP_JSON -> "otlp_http_json_metric_exporter";
                }));
  }
}
