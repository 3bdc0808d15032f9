package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.otlp.response.OtlpResponse;
import ee.otel.metrics.internal.selfobservability.ExporterMetrics;
import ee.otel.metrics.internal.transport.Accepted;
import ee.otel.metrics.internal.transport.ExportAttempt;
import ee.otel.metrics.internal.transport.ExportException;
import io.opentelemetry.api.metrics.Meter;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Measures exports, or does not. */
final class ExportObserver {
  private final @Nullable ExporterMetrics metrics;
  private final LongSupplier nanoTime;

  private final ExportStatus status;

  private ExportObserver(
      @Nullable ExporterMetrics metrics, ExportStatus status, LongSupplier nanoTime) {
    this.metrics = metrics;
    this.status = status;
    this.nanoTime = nanoTime;
  }

  static ExportObserver of(Optional<Meter> meter) {
    return of(meter, new ExportStatus(Instant::now));
  }

  /**
   * @param status is told how each export ends
   */
  static ExportObserver of(Optional<Meter> meter, ExportStatus status) {
    return new ExportObserver(
        meter.map(own -> new ExporterMetrics(own, "otlp_http_metric_exporter")).orElse(null),
        status,
        System::nanoTime);
  }

  /** An export has ended. */
  void ended(ExportResult result, String words, long waitingPoints) {
    status.ended(result, words, waitingPoints);
  }

  /** Measures a collection that took that long. */
  void collected(long nanos) {
    if (metrics != null) {
      metrics.collected(nanos);
    }
  }

  private long now() {
    return nanoTime.getAsLong();
  }

  /** Posts and measures. */
  Accepted posted(
      ExportAttempt attempt, int points, URI endpoint, Function<ExportAttempt, Accepted> post) {
    if (metrics == null) {
      return post.apply(attempt);
    }
    String address = String.valueOf(endpoint.getHost());
    int port =
        endpoint.getPort() >= 0
            ? endpoint.getPort()
            : "https".equals(endpoint.getScheme()) ? 443 : 80;
    long start = now();
    metrics.started(points, address, port);
    String errorType = "unknown";
    int status = 0;
    long rejected = 0;
    try {
      Accepted accepted = post.apply(attempt);
      errorType = null;
      status = accepted.status();
      if (accepted.response() instanceof OtlpResponse.PartialSuccess partial) {
        rejected = Math.min(points, partial.rejectedPoints());
      }
      return accepted;
    } catch (ExportException e) {
      errorType = e.errorType();
      status = e.status().orElse(0);
      throw e;
    } finally {
      metrics.ended(
          points,
          rejected,
          errorType,
          status,
          address,
          port,
          now() - start,
          attempt.tries(),
          attempt.bodyLength());
    }
  }
}
