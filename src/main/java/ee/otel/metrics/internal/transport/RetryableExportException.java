package ee.otel.metrics.internal.transport;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another try may succeed: 429, 502, 503, 504, or no answer (specification: <em>OTLP/HTTP
 * Response</em>, <em>Retryable Response Codes</em>).
 */
final class RetryableExportException extends ExportException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  /**
   * @param retryAfter how long the collector asked to wait, or null
   */
  RetryableExportException(
      String message, Failure failure, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, failure, cause);
    this.retryAfter = retryAfter;
  }

  /** How long the collector asked to wait. */
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
