package ee.otel.metrics.receiver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the receiver does with one request.
 *
 * @param kind whether an answer is given at all
 * @param status the HTTP status
 * @param headers the answer's headers
 * @param body the answer's body; empty for none
 * @param delay how long to wait before answering
 */
public record Answer(
    Kind kind, int status, Map<String, String> headers, byte[] body, Duration delay) {

  /** Whether an answer is given at all. */
  public enum Kind {
    /** Status, headers, body. */
    RESPOND,
    /** Reads the request and never answers, until the receiver is closed. */
    HANG,
    /** Reads the request and closes the connection without a byte. */
    DISCONNECT
  }

  /** Success without a body; the receiver adds the empty response of the request's own format. */
  public static Answer ok() {
    return status(200);
  }

  public static Answer status(int status) {
    return new Answer(Kind.RESPOND, status, Map.of(), new byte[0], Duration.ZERO);
  }

  /** {@code Retry-After} takes seconds or an HTTP date. */
  public static Answer retryAfter(int status, String value) {
    return status(status).header("Retry-After", value);
  }

  public static Answer hang() {
    return new Answer(Kind.HANG, 0, Map.of(), new byte[0], Duration.ZERO);
  }

  public static Answer disconnect() {
    return new Answer(Kind.DISCONNECT, 0, Map.of(), new byte[0], Duration.ZERO);
  }

  public Answer header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(kind, status, Map.copyOf(more), body, delay);
  }

  public Answer body(String contentType, byte[] body) {
    return new Answer(kind, status, headers, body, delay).header("Content-Type", contentType);
  }

  public Answer text(String body) {
    return body("text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  public Answer after(Duration delay) {
    return new Answer(kind, status, headers, body, delay);
  }
}
