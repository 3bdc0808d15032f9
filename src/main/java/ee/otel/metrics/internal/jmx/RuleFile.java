package ee.otel.metrics.internal.jmx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rules of one text.
 *
 * <p>Each rule is read by itself, so that one with an error costs itself and no other.
 *
 * @param name what messages call the text: a file, or a target system
 */
record RuleFile(String name, String text) {
  private static final String SHAPE =
      "write \"rules:\" and below it a list, each rule with \"- bean: ...\" and \"mapping:\"";

  /** The valid rules; each other one is a warning. */
  List<Rule> rules(Consumer<String> warnings) {
    List<Rule> rules = new ArrayList<>();
    List<String> lines = text.replaceFirst("^\uFEFF", "").lines().toList();
    int begin = begin(lines);
    if (begin < 0) {
      warnings.accept(message("there are no rules in it: " + SHAPE + "."));
      return rules;
    }
    Map<String, Node> anchors = new HashMap<>();
    int number = 0;
    int at = content(lines, begin);
    while (at < lines.size() && !lines.get(at).strip().equals("...")) {
      int end = end(lines, at);
      number++;
      try {
        Node node = YamlReader.read(lines.subList(at, end), at + 1, anchors);
        String where = "rule " + number + " of " + name;
        rules.add(RuleReader.read(where, RuleReader.only(node)));
      } catch (RuleException broken) {
        warnings.accept(message("rule " + number + " is left out, " + broken.getMessage() + "."));
      } catch (StackOverflowError tooDeep) {
        warnings.accept(message("rule " + number + " is left out, it is nested too deeply."));
      }
      at = content(lines, end);
    }
    if (number == 0) {
      warnings.accept(message("there are no rules in it: " + SHAPE + "."));
    }
    return rules;
  }

  private String message(String what) {
    return "MBean rules of " + name + ": " + what;
  }

  /** The line behind {@code rules:}, or -1. */
  private static int begin(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("(^| +)#.*", "").stripTrailing();
      if (line.equals("rules:")) {
        return i + 1;
      }
      if (!line.isEmpty() && !line.equals("---")) {
        return -1;
      }
    }
    return -1;
  }

  /** The first line from there on that is neither empty nor a comment. */
  private static int content(List<String> lines, int begin) {
    int at = begin;
    while (at < lines.size() && isNothing(lines.get(at))) {
      at++;
    }
    return at;
  }

  private static boolean isNothing(String line) {
    return line.isBlank() || line.strip().startsWith("#");
  }

  /** The first line that belongs to the next rule. */
  private static int end(List<String> lines, int begin) {
    int indent = indent(lines.get(begin));
    int at = begin + 1;
    while (at < lines.size() && (isNothing(lines.get(at)) || indent(lines.get(at)) > indent)) {
      at++;
    }
    return at;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
