package ee.otel.metrics.internal.http.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The client's request by a proxy's headers: the first element of {@code Forwarded} (RFC 7239), or
 * else {@code X-Forwarded-Proto}, {@code -Host} and {@code -Port}.
 *
 * @param scheme {@code http} or {@code https}; null where nothing valid is said
 * @param host null where nothing valid is said
 * @param port 0 where nothing valid is said
 */
record Forwarded(@Nullable String scheme, @Nullable String host, int port) {
  private static final Pattern PAIR =
      Pattern.compile("\\s*([A-Za-z]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\";,]*))\\s*(?:;|$)");
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");

  private static final Forwarded NOTHING = new Forwarded(null, null, 0);

  static Forwarded of(HttpServletRequest request) {
    String standard = request.getHeader("Forwarded");
    if (standard != null) {
      return standard(firstElement(standard));
    }
    String proto = first(request.getHeader("X-Forwarded-Proto"));
    String host = first(request.getHeader("X-Forwarded-Host"));
    String port = first(request.getHeader("X-Forwarded-Port"));
    return proto == null && host == null && port == null
        ? NOTHING
        : of(
            proto,
            port == null || host == null ? host : host.replaceFirst(":\\d+$", "") + ":" + port);
  }

  /** A malformed element says nothing at all. */
  private static Forwarded standard(String element) {
    Matcher pairs = PAIR.matcher(element);
    String proto = null;
    String host = null;
    int end = 0;
    while (end < element.length()) {
      if (!pairs.find(end) || pairs.start() != end) {
        return NOTHING;
      }
      String value = pairs.group(2) != null ? pairs.group(2) : pairs.group(3);
      switch (pairs.group(1).toLowerCase(Locale.ROOT)) {
        case "proto" -> proto = value;
        case "host" -> host = value;
        default -> {}
      }
      end = pairs.end();
    }
    return of(proto, host);
  }

  private static Forwarded of(@Nullable String proto, @Nullable String host) {
    String scheme = proto == null ? null : proto.toLowerCase(Locale.ROOT);
    if (scheme != null && !scheme.equals("http") && !scheme.equals("https")) {
      scheme = null;
    }
    Matcher parts = host == null ? null : HOST.matcher(host);
    if (parts == null || !parts.matches()) {
      return new Forwarded(scheme, null, 0);
    }
    int port = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
    return new Forwarded(scheme, parts.group(1), port > 65535 ? 0 : port);
  }

  /** Up to the first comma outside of quotes: what the first proxy added. */
  private static String firstElement(String header) {
    boolean quoted = false;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return header.substring(0, i);
      }
    }
    return header;
  }

  private static @Nullable String first(@Nullable String list) {
    return list == null ? null : list.split(",", 2)[0].strip();
  }
}
