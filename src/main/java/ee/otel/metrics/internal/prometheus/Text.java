package ee.otel.metrics.internal.prometheus;

/** Cleans and escapes names and values. */
final class Text {
  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /**
   * The text as it can be scraped. Halves of surrogate pairs have no UTF-8 form, and the parser of
   * Prometheus takes NUL for the end of everything; both are replaced.
   */
  static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return cleaned(text);
      }
    }
    return text;
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                    ? REPLACEMENT
                    : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** With a single underscore for several in a row. */
  static String collapsed(String name) {
    if (!name.contains("__")) {
      return name;
    }
    StringBuilder collapsed = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != '_' || i == 0 || name.charAt(i - 1) != '_') {
        collapsed.append(name.charAt(i));
      }
    }
    return collapsed.toString();
  }

  /** With an underscore for everything but letters and digits of ASCII. */
  static String alphanumeric(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      boolean kept = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      plain.append(kept ? c : '_');
    }
    return plain.toString();
  }

  /** Without an underscore at either end. */
  static String trimmed(String name) {
    int start = name.startsWith("_") ? 1 : 0;
    int end = name.endsWith("_") && name.length() > start ? name.length() - 1 : name.length();
    return name.substring(start, end);
  }

  /** Appends text in which a backslash, a line feed and, if {@code quoted}, a quote are escaped. */
  static void escape(StringBuilder to, String text, boolean quoted) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> to.append("\\\\");
        case '\n' -> to.append("\\n");
        case '"' -> to.append(quoted ? "\\\"" : "\"");
        default -> to.append(c);
      }
    }
  }
}
