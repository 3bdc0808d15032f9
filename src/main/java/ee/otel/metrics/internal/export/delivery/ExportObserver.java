package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.config.TransportConfig.Protocol;
import ee.otel.metrics.internal.selfobservability.ExporterMetrics;
import ee.otel.metrics.internal.selfobservability.SelfMetrics;
import ee.otel.metrics.internal.transport.Accepted;
import ee.otel.metrics.internal.transport.ExportAttempt;
import ee.otel.metrics.internal.transport.ExportException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures requests and what becomes of their points, or nothing. A point is counted once, however
 * many requests it was in.
 */
final class ExportObserver {
  private final @Nullable SelfMetrics settings;
  private final ExportStatus status;
  private final LongSupplier nanoTime;
  private final Map<Protocol, ExporterMetrics> metrics = new EnumMap<>(Protocol.class);

  private ExportObserver(
      @Nullable SelfMetrics settings, ExportStatus status, LongSupplier nanoTime) {
    this.settings = settings;
    this.status = status;
    this.nanoTime = nanoTime;
  }

  /**
   * @param status is told how each export ends
   */
  static ExportObserver of(Optional<SelfMetrics> settings, ExportStatus status) {
    return new ExportObserver(settings.orElse(null), status, System::nanoTime);
  }

  /** An export has ended. */
  void ended(ExportResult result, String words, long waitingPoints) {
    status.ended(result, words, waitingPoints);
  }

  /** Measures the requests of one export. */
  Requests of(TransportConfig transport) {
    return new Requests(metrics(transport.protocol()), transport.host(), transport.port());
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

  /** The requests of one export. */
  final class Requests {
    private final @Nullable ExporterMetrics metrics;
    private final String host;
    private final int port;

    private Requests(@Nullable ExporterMetrics metrics, String host, int port) {
      this.metrics = metrics;
      this.host = host;
      this.port = port;
    }

    /** Posts and measures the request; its points are told of by the other methods. */
    Accepted posted(ExportAttempt attempt, int points, Function<ExportAttempt, Accepted> post) {
      ExporterMetrics measured = metrics;
      if (measured == null) {
        return post.apply(attempt);
      }
      long start = nanoTime.getAsLong();
      measured.started(points, host, port);
      String errorType = "unknown";
      int status = 0;
      try {
        Accepted accepted = post.apply(attempt);
        errorType = null;
        status = accepted.status();
        return accepted;
      } catch (ExportException e) {
        errorType = e.errorType();
        status = e.status().orElse(0);
        throw e;
      } finally {
        measured.ended(
            new ExporterMetrics.Request(
                points,
                errorType,
                status,
                nanoTime.getAsLong() - start,
                attempt.tries(),
                attempt.bodyLength()),
            host,
            port);
      }
    }

    /** Points have arrived, but for those that the collector rejected. */
    void arrived(long points, long rejected) {
      if (metrics != null) {
        metrics.exported(points, null, host, port);
        metrics.exported(rejected, "rejected", host, port);
      }
    }

    /** The export has ended. */
    void exportEnded(ExportResult result, String words, long waitingPoints) {
      ended(result, words, waitingPoints);
    }

    /** Points have not arrived. */
    void failed(long points, ExportException why) {
      if (metrics != null) {
        metrics.exported(points, why.errorType(), host, port);
      }
    }
  }
}
