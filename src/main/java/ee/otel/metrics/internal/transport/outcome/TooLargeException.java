package ee.otel.metrics.internal.transport.outcome;

/** The collector says that the request is too large: fewer points may go through. */
public final class TooLargeException extends RejectedExportException {
  private static final long serialVersionUID = 1L;

  /** An answer with this status. */
  public TooLargeException(String message, int status) {
    super(message, Failure.answered(status), null);
  }
}
