package ee.otel.metrics.internal.transport;

import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.health.Health;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one request: ours, and what the user adds.
 *
 * <p>Names compare without regard to case. What frames the message cannot be overridden.
 */
final class RequestHeaders {
  /** Headers that only this library sets. */
  private static final Set<String> FRAMING =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** RFC 9110, section "Tokens". */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** RFC 9110, section "Field Values": visible characters, blanks, tabs. */
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

  /** Parts of a value this long are secrets of their own, such as what follows "Bearer ". */
  private static final int SECRET_LENGTH = 6;

  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> secrets = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private RequestHeaders() {}

  /**
   * @param own the user agent of this library
   * @param supplied headers for this request only; they win over the configured ones, and are left
   *     out where the endpoint is not the one that was meant
   */
  static RequestHeaders of(
      ExportAttempt attempt, String own, Map<String, String> supplied, Health health) {
    TransportConfig config = attempt.config();
    RequestHeaders result = new RequestHeaders();
    String prefix = config.userAgentPrefix();
    result.headers.put("User-Agent", prefix == null ? own : prefix + " " + own);
    result.headers.put("Accept", attempt.contentType());
    config.headers().forEach((name, value) -> result.add(name, value, health));
    if (!config.endpointIsSubstitute()) {
      supplied.forEach((name, value) -> result.add(name, value, health));
    }
    result.headers.put("Content-Type", attempt.contentType());
    // A connection of its own: one that the collector has closed while it lay idle would make the
    // request's fate unknown.
    result.headers.put("Connection", "close");
    if (config.proxy() != null) {
      result.authorizeAtProxy(config.proxy().user(), config.proxy().password());
    }
    return result;
  }

  Map<String, String> asMap() {
    return headers;
  }

  /** Takes the values of the user's headers out of a text. */
  UnaryOperator<String> redaction() {
    return text -> {
      String redacted = text;
      for (String value : secrets.values()) {
        redacted = redact(redacted, value);
        for (String part : value.split("[\\s,;=:]+")) {
          redacted = redact(redacted, part);
        }
      }
      return redacted;
    };
  }

  private static String redact(String text, String secret) {
    return secret.length() < SECRET_LENGTH ? text : text.replace(secret, "***");
  }

  private void add(@Nullable String name, @Nullable String value, Health health) {
    if (name == null || value == null || !TOKEN.matcher(name).matches()) {
      health.warnOnce(
          "header name",
          () -> "a header has no name and value that HTTP allows: it is not sent; correct it");
      return;
    }
    String stripped = value.strip();
    secrets.put(name, stripped);
    if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      health.warnOnce(
          "header " + name,
          () ->
              "header " + name + " belongs to the exporter: the given one is not sent; remove it");
    } else if (!VALUE.matcher(stripped).matches()) {
      health.warnOnce(
          "header " + name,
          () ->
              "the value of header "
                  + name
                  + " has a line break or another character that HTTP does not allow: it is not"
                  + " sent; correct it");
    } else {
      headers.put(name, stripped);
    }
  }

  private void authorizeAtProxy(@Nullable String user, @Nullable String password) {
    if (user != null) {
      String credentials = user + ":" + (password == null ? "" : password);
      headers.put(
          "Proxy-Authorization",
          "Basic "
              + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** The names only. */
  @Override
  public String toString() {
    return "RequestHeaders" + headers.keySet();
  }
}
