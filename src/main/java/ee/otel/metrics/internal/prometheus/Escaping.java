package ee.otel.metrics.internal.prometheus;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Escapes names that are not of the classic character set (Prometheus: <em>UTF-8 escaping
 * schemes</em>).
 */
enum Escaping {
  UNDERSCORES,
  ALLOW_UTF_8,
  DOTS,
  VALUES;

  /** The scheme as the parameter {@code escaping} of a media type names it. */
  String parameter() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Escaping> of(String parameter) {
    return Arrays.stream(values()).filter(it -> it.parameter().equals(parameter)).findFirst();
  }

  /** A metric's name. */
  String metric(String name) {
    return escape(name, true);
  }

  /** A label's name: unlike a metric's, it may not have a colon. */
  String label(String name) {
    return escape(name, false);
  }

  private String escape(String name, boolean colons) {
    return switch (this) {
      case ALLOW_UTF_8 -> name;
      case UNDERSCORES -> isClassic(name, colons) ? name : underscores(name, colons);
      case DOTS -> dots(name, colons);
      case VALUES -> isClassic(name, colons) ? name : values(name, colons);
    };
  }

  private static String underscores(String name, boolean colons) {
    StringBuilder escaped = new StringBuilder(name.length());
    name.codePoints()
        .forEach(c -> escaped.append(isClassic(c, escaped.length(), colons) ? (char) c : '_'));
    return escaped.toString();
  }

  private static String dots(String name, boolean colons) {
    StringBuilder escaped = new StringBuilder(name.length() + 8);
    name.codePoints()
        .forEach(
            c -> {
              if (c == '.') {
                escaped.append("_dot_");
              } else if (c == '_' || !isClassic(c, escaped.length(), colons)) {
                escaped.append("__");
              } else {
                escaped.append((char) c);
              }
            });
    return escaped.toString();
  }

  private static String values(String name, boolean colons) {
    StringBuilder escaped = new StringBuilder(name.length() + 16).append("U__");
    int[] codePoints = name.codePoints().toArray();
    for (int i = 0; i < codePoints.length; i++) {
      int c = codePoints[i];
      if (c == '_') {
        escaped.append("__");
      } else if (isClassic(c, i, colons)) {
        escaped.append((char) c);
      } else {
        escaped.append('_').append(Integer.toHexString(c)).append('_');
      }
    }
    return escaped.toString();
  }

  /** Whether a name needs no quotes: {@code [a-zA-Z_:][a-zA-Z0-9_:]*}, colons for metrics only. */
  static boolean isClassic(String name, boolean colons) {
    for (int i = 0; i < name.length(); i++) {
      if (!isClassic(name.charAt(i), i, colons)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean isClassic(int c, int index, boolean colons) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c == ':' && colons
        || c >= '0' && c <= '9' && index > 0;
  }
}
