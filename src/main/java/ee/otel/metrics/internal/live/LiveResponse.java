package ee.otel.metrics.internal.live;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer to a request for the page or a part of it.
 *
 * @param status the HTTP status
 * @param headers all that have to be sent, without the content's length
 * @param body the content; not to be changed
 */
public record LiveResponse(int status, Map<String, String> headers, byte[] body) {

  /** The headers of every answer. */
  static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                  + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'; require-trusted-types-for 'script'",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cache-Control", "no-store");

  static LiveResponse of(int status, String contentType, byte[] body) {
    return with(status, "Content-Type", contentType, body);
  }

  /** An answer without content that names another place. */
  static LiveResponse redirect(String location) {
    return with(302, "Location", location, new byte[0]);
  }

  private static LiveResponse with(int status, String header, String value, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>(ALWAYS);
    headers.put(header, value);
    return new LiveResponse(status, Map.copyOf(headers), body);
  }

  /** A plain sentence. */
  public static LiveResponse text(int status, String sentence) {
    return of(
        status,
        "text/plain;charset=utf-8",
        (sentence + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
