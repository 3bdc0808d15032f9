package ee.otel.metrics.internal.transport;

import org.jspecify.annotations.Nullable;

/**
 * What came back.
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
    @Nullable String cut) {

  HttpAnswer withBody(byte[] read, @Nullable String cutBecause) {
    return new HttpAnswer(status, contentType, retryAfter, date, read, cutBecause);
  }
}
