package ee.otel.metrics.internal.transport;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another try may succeed: 429, 502, 503, 504, or no answer (specification: <em>OTLP/HTTP
 * Response</em>, <em>Retryable Response Codes</em>).
 */
public final class RetryableExportException extends ExportException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  RetryableExportException(
      String message,
      String errorType,
      boolean fateUnknown,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, errorType, fateUnknown, cause);
    this.retryAfter = retryAfter;
  }

  /** How long the collector asked to wait. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
