package ee.otel.metrics.internal.transport.outcome;

/**
 * The status says success, but the answer's body is longer than the limit: by the specification
 * (<em>OTLP/HTTP Response</em>) an error that is not retried. The points may have arrived.
 */
public final class AnswerTooLargeException extends RejectedExportException {
  private static final long serialVersionUID = 1L;

  /** An answer with this status. */
  public AnswerTooLargeException(String message, int status) {
    super(message, Failure.answered(status), null);
  }
}
