package ee.otel.metrics.internal.prometheus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a text of either format says, for tests to compare and ask: comments by kind and name, and
 * samples by name and labels. Fails on a line that it cannot read.
 */
record Scraped(Map<String, String> comments, Map<String, Double> samples, Set<String> exemplars) {

  static Scraped of(String text) {
    Scraped scraped = new Scraped(new LinkedHashMap<>(), new LinkedHashMap<>(), new TreeSet<>());
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new AssertionError("no line feed at the end");
    }
    for (String line : text.split("\n")) {
      if (line.startsWith("# ") && !line.equals("# EOF")) {
        scraped.comment(new Cursor(line.substring(2)));
      } else if (!line.startsWith("#") && !line.isEmpty()) {
        scraped.sample(new Cursor(line));
      }
    }
    return scraped;
  }

  private void comment(Cursor line) {
    String kind = line.until(' ');
    String name = line.peek() == '"' ? line.quoted() : line.until(' ');
    String value = line.rest().strip();
    if (comments.putIfAbsent(kind + " " + name, value) != null) {
      throw new AssertionError("second " + kind + " of " + name);
    }
  }

  private void sample(Cursor line) {
    String name = line.peek() == '{' ? "" : line.name();
    Map<String, String> labels = new TreeMap<>();
    if (line.peek() == '{') {
      String within = line.labels(labels);
      name = name.isEmpty() ? within : name;
    }
    line.expect(' ');
    String value = line.until(' ');
    String key = name + labels;
    if (samples.putIfAbsent(key, number(value)) != null) {
      throw new AssertionError("second sample " + key);
    }
    String rest = line.rest();
    if (!rest.isEmpty()) {
      exemplars.add(key + " " + rest);
    }
  }

  private static double number(String value) {
    return switch (value) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(value);
    };
  }

  /** A place in a line. */
  private static final class Cursor {
    private final String line;
    private int at;

    Cursor(String line) {
      this.line = line;
    }

    char peek() {
      return line.charAt(at);
    }

    void expect(char c) {
      if (line.charAt(at++) != c) {
        throw new AssertionError("expected " + c + " at " + (at - 1) + " of " + line);
      }
    }

    String until(char c) {
      int end = line.indexOf(c, at);
      String text = line.substring(at, end < 0 ? line.length() : end);
      at = end < 0 ? line.length() : end + 1;
      return text;
    }

    String rest() {
      return line.substring(Math.min(at, line.length()));
    }

    String name() {
      int start = at;
      while (" {=".indexOf(line.charAt(at)) < 0) {
        at++;
      }
      return line.substring(start, at);
    }

    String quoted() {
      expect('"');
      StringBuilder text = new StringBuilder();
      while (peek() != '"') {
        char c = line.charAt(at++);
        if (c == '\\') {
          char escaped = line.charAt(at++);
          text.append(
              switch (escaped) {
                case 'n' -> '\n';
                case '\\', '"' -> escaped;
                default -> throw new AssertionError("\\" + escaped + " in " + line);
              });
        } else {
          text.append(c);
        }
      }
      at++;
      return text.toString();
    }

    /** Fills labels; returns the metric's name if it stands among them. */
    String labels(Map<String, String> labels) {
      String metric = "";
      expect('{');
      while (peek() != '}') {
        String name = peek() == '"' ? quoted() : name();
        if (peek() == '=') {
          at++;
          String value = quoted();
          String canonical = name.equals("le") ? String.valueOf(number(value)) : value;
          if (labels.put(name, canonical) != null) {
            throw new AssertionError("second label " + name + " in " + line);
          }
        } else {
          metric = name;
        }
        if (peek() == ',') {
          at++;
        }
      }
      at++;
      return metric;
    }
  }
}
