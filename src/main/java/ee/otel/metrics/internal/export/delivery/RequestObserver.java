package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.selfobservability.ExporterMetrics;
import ee.otel.metrics.internal.transport.Accepted;
import ee.otel.metrics.internal.transport.ExportAttempt;
import ee.otel.metrics.internal.transport.ExportException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures the requests of one export and what becomes of their points, or nothing. A point is
 * counted once, however many requests it was in.
 */
final class RequestObserver {
  private final ExportStatus export;
  private final LongSupplier nanoTime;
  private final @Nullable ExporterMetrics metrics;
  private final String host;
  private final int port;

  RequestObserver(
      ExportStatus export,
      LongSupplier nanoTime,
      @Nullable ExporterMetrics metrics,
      String host,
      int port) {
    this.export = export;
    this.nanoTime = nanoTime;
    this.metrics = metrics;
    this.host = host;
    this.port = port;
  }

  /** Posts and measures the request; the other methods count its points. */
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

  /** Points have arrived, except those that the collector rejected. */
  void arrived(long points, long rejected) {
    if (metrics != null) {
      metrics.exported(points, null, host, port);
      metrics.exported(rejected, "rejected", host, port);
    }
  }

  /** The export has ended. */
  void exportEnded(ExportResult result, String words, long waitingPoints) {
    export.ended(result, words, waitingPoints);
  }

  /** Points have not arrived. */
  void failed(long points, ExportException why) {
    if (metrics != null) {
      metrics.exported(points, why.errorType(), host, port);
    }
  }
}
