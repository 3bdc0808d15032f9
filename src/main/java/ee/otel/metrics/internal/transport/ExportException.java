package ee.otel.metrics.internal.transport;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A request that was not accepted. The message says the broken condition, the value and the cure;
 * it holds no header value and nothing of the request's body.
 */
public abstract sealed class ExportException extends RuntimeException
    permits RetryableExportException, RejectedExportException {
  private static final long serialVersionUID = 1L;

  private final String errorType;
  private final boolean fateUnknown;

  ExportException(
      String message, String errorType, boolean fateUnknown, @Nullable Throwable cause) {
    super(message, cause);
    this.errorType = errorType;
    this.fateUnknown = fateUnknown;
  }

  /**
   * The value of the semantic conventions' attribute {@code error.type}: the status code of the
   * answer, or the name of an exception class.
   */
  public String errorType() {
    return errorType;
  }

  /** The HTTP status of the collector's answer; empty when none came. */
  public OptionalInt status() {
    return errorType.chars().allMatch(c -> c >= '0' && c <= '9')
        ? OptionalInt.of(Integer.parseInt(errorType))
        : OptionalInt.empty();
  }

  /**
   * Whether the collector may have taken the request: it was sent, at least in part, and no answer
   * came. It tells about this try; {@link ExportAttempt#fateUnknown} tells about all tries.
   */
  public boolean fateUnknown() {
    return fateUnknown;
  }
}
