package ee.otel.metrics.internal.transport;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The export's deadline is over, or would be before the next try may start; or no next one may. */
public final class OutOfTimeException extends RejectedExportException {
  private static final long serialVersionUID = 1L;

  private final @Nullable RetryableExportException lastFailure;

  OutOfTimeException(
      String message, boolean fateUnknown, @Nullable RetryableExportException lastFailure) {
    super(
        message,
        lastFailure == null ? "timeout" : lastFailure.errorType(),
        fateUnknown,
        lastFailure);
    this.lastFailure = lastFailure;
  }

  /** For a request whose thread does not come back. */
  public static OutOfTimeException hanging() {
    return new OutOfTimeException(
        "the request has not ended in time and is given up; see to the collector", true, null);
  }

  /** Whether the collector kept us waiting, as opposed to failing in time. */
  public boolean isTimeout() {
    return lastFailure == null || lastFailure.errorType().contains("Timeout");
  }

  /** Why the try before failed; empty when there was none. */
  public Optional<RetryableExportException> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }
}
