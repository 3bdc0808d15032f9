package ee.otel.metrics.internal.transport;

import org.jspecify.annotations.Nullable;

/**
 * An answer, as far as it was read.
 *
 * @param status the HTTP status
 * @param contentType the Content-Type header
 * @param retryAfter the Retry-After header
 * @param date the Date header
 * @param body the body as far as it was read, decoded
 * @param cut why the body is not whole, or null when it is
 */
record HttpAnswer(
    int status,
    @Nullable String contentType,
    @Nullable String retryAfter,
    @Nullable String date,
    byte[] body,
    @Nullable Cut cut) {

  /**
   * Why a body is not whole.
   *
   * @param tooLong whether it is longer than the limit
   * @param reason words that follow "the body is not whole:"
   */
  record Cut(boolean tooLong, String reason) {}

  /** The same answer with its body. */
  HttpAnswer withBody(byte[] read, @Nullable Cut cutBecause) {
    return new HttpAnswer(status, contentType, retryAfter, date, read, cutBecause);
  }
}
