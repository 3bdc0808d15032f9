package ee.otel.metrics.internal.transport.outcome;

/**
 * The collector refuses what the request holds, as 400 says, or fails at it, as 500 may say: the
 * same points without some of them may go through.
 */
public final class RefusedContentException extends RejectedExportException {
  private static final long serialVersionUID = 1L;

  /** An answer with this status. */
  public RefusedContentException(String message, int status) {
    super(message, Failure.answered(status), null);
  }
}
