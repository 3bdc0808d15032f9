package ee.otel.metrics.internal.transport;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another try of the same request would not succeed, or may not be made. Its subclasses are
 * rejections after which something else can be done.
 */
public sealed class RejectedExportException extends ExportException
    permits RejectedExportException.TooLargeException,
        RejectedExportException.RefusedContentException,
        RejectedExportException.AnswerTooLargeException,
        RejectedExportException.OutOfTimeException {
  private static final long serialVersionUID = 1L;

  /** A rejection with what is known of it. */
  RejectedExportException(String message, Failure failure, @Nullable Throwable cause) {
    super(message, failure, cause);
  }

  /** The collector says that the request is too large: fewer points may go through. */
  public static final class TooLargeException extends RejectedExportException {
    private static final long serialVersionUID = 1L;

    /** An answer with this status. */
    TooLargeException(String message, int status) {
      super(message, Failure.answered(status), null);
    }
  }

  /**
   * The collector refuses what the request holds, as 400 says, or fails at it, as 500 may say: the
   * same points without some of them may go through.
   */
  public static final class RefusedContentException extends RejectedExportException {
    private static final long serialVersionUID = 1L;

    /** An answer with this status. */
    RefusedContentException(String message, int status) {
      super(message, Failure.answered(status), null);
    }
  }

  /**
   * The status says success, but the answer's body is longer than the limit: by the specification
   * (<em>OTLP/HTTP Response</em>) an error that is not retried. The points may have arrived.
   */
  public static final class AnswerTooLargeException extends RejectedExportException {
    private static final long serialVersionUID = 1L;

    /** An answer with this status. */
    AnswerTooLargeException(String message, int status) {
      super(message, Failure.answered(status), null);
    }
  }

  /**
   * The export's deadline is over, or would be before the next try may start; or no next one may.
   */
  public static final class OutOfTimeException extends RejectedExportException {
    private static final long serialVersionUID = 1L;

    private final @Nullable RetryableExportException lastFailure;

    /**
     * @param fateUnknown whether the collector may have taken an earlier try
     * @param lastFailure why the try before failed; null when there was none
     */
    OutOfTimeException(
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
    Optional<RetryableExportException> lastFailure() {
      return Optional.ofNullable(lastFailure);
    }
  }
}
