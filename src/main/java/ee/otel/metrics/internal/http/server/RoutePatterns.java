package ee.otel.metrics.internal.http.server;

import java.util.List;

/** Patterns of routes and paths, where {@code *} stands for any characters. */
final class RoutePatterns {
  private final List<String> patterns;

  RoutePatterns(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether one of them is the path as it is, or as it is below the context path. */
  boolean matches(String path, String contextPath) {
    for (String pattern : patterns) {
      if (matches(pattern, path, 0)
          || path.startsWith(contextPath) && matches(pattern, path, contextPath.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String pattern, String text, int from) {
    int p = 0;
    int t = from;
    int star = -1;
    int resume = from;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
