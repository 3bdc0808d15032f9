package ee.otel.metrics.internal.transport;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A request that was not accepted. Its subclasses are named after what is to be done. The message
 * says the broken condition, the value and the cure; it holds no header value and nothing of the
 * request's body.
 */
public abstract sealed class ExportException extends RuntimeException
    permits RetryableExportException, RejectedExportException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  ExportException(String message, Failure failure, @Nullable Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  /** All that is known of the failure. */
  Failure failure() {
    return failure;
  }

  /** See {@link Failure#errorType}. */
  public String errorType() {
    return failure.errorType();
  }

  /** The HTTP status of the collector's answer; empty when none came. */
  public OptionalInt status() {
    return failure.status();
  }

  /** Whether a time limit ended it. */
  public boolean isTimeout() {
    return failure.timeout();
  }

  /** Whether the collector may have taken this try of the request. */
  public boolean fateUnknown() {
    return failure.fateUnknown();
  }
}
