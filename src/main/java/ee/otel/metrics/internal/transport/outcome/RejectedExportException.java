package ee.otel.metrics.internal.transport.outcome;

import org.jspecify.annotations.Nullable;

/** Another try of the same request would not succeed, or may not be made. */
public sealed class RejectedExportException extends ExportException
    permits TooLargeException,
        RefusedContentException,
        AnswerTooLargeException,
        OutOfTimeException {
  private static final long serialVersionUID = 1L;

  /** A rejection with what is known of it. */
  public RejectedExportException(String message, Failure failure, @Nullable Throwable cause) {
    super(message, failure, cause);
  }
}
