package ee.otel.metrics.internal.transport.outcome;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The export's deadline is over, or would be before the next try may start; or no next one may. */
public final class OutOfTimeException extends RejectedExportException {
  private static final long serialVersionUID = 1L;

  private final @Nullable RetryableExportException lastFailure;

  /**
   * @param fateUnknown whether the collector may have taken an earlier try
   * @param lastFailure why the try before failed; null when there was none
   */
  public OutOfTimeException(
      String message, boolean fateUnknown, @Nullable RetryableExportException lastFailure) {
    super(
        message,
        lastFailure == null
            ? Failure.notSentInTime("timeout").withFate(fateUnknown)
            : lastFailure.failure().withFate(fateUnknown),
        lastFailure);
    this.lastFailure = lastFailure;
  }

  /** For a request whose thread does not come back. */
  public static OutOfTimeException hanging() {
    return new OutOfTimeException(
        "the request has not ended in time and is given up; see to the collector", true, null);
  }

  /** Why the try before failed; empty when there was none. */
  public Optional<RetryableExportException> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }
}
