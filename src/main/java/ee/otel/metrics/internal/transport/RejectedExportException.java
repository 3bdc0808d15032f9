package ee.otel.metrics.internal.transport;

import org.jspecify.annotations.Nullable;

/** Another try of the same request would not succeed, or may not be made. */
public sealed class RejectedExportException extends ExportException
    permits TooLargeException, OutOfTimeException {
  private static final long serialVersionUID = 1L;

  RejectedExportException(
      String message, String errorType, boolean fateUnknown, @Nullable Throwable cause) {
    super(message, errorType, fateUnknown, cause);
  }
}
