package ee.otel.metrics.internal.transport;

/** The collector says that the request is too large: fewer points may go through. */
public final class TooLargeException extends RejectedExportException {
  private static final long serialVersionUID = 1L;

  TooLargeException(String message, int status) {
    super(message, Integer.toString(status), false, null);
  }
}
