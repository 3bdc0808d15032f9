package ee.otel.metrics.internal.http.rest;

import java.util.regex.Pattern;

/**
 * A path template of Jakarta REST, relative, without slashes at its ends.
 *
 * @param text as it was written
 * @param pattern what matches it
 * @param literals how many characters of it are fixed: more of them win
 */
record PathTemplate(String text, Pattern pattern, int literals) {
  static final PathTemplate EMPTY = of("");

  static PathTemplate of(String template) {
    String text = trimmed(template);
    StringBuilder regex = new StringBuilder();
    int literals = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        int end = endOfParameter(text, i);
        String parameter = text.substring(i + 1, end);
        int colon = parameter.indexOf(':');
        regex.append("(?:");
        regex.append(colon < 0 ? "[^/]+" : parameter.substring(colon + 1).strip()).append(')');
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
        literals++;
      }
    }
    return new PathTemplate(text, Pattern.compile(regex.toString()), literals);
  }

  /** Regular expressions in it may have braces of their own. */
  private static int endOfParameter(String text, int start) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("unbalanced braces: " + text);
  }

  /** This one followed by another one. */
  PathTemplate then(String template) {
    String more = trimmed(template);
    if (more.isEmpty()) {
      return this;
    }
    return of(text.isEmpty() ? more : text + "/" + more);
  }

  boolean matches(String path) {
    return pattern.matcher(trimmed(path)).matches();
  }

  private static String trimmed(String path) {
    int from = 0;
    int to = path.length();
    while (from < to && path.charAt(from) == '/') {
      from++;
    }
    while (to > from && path.charAt(to - 1) == '/') {
      to--;
    }
    return path.substring(from, to);
  }
}
