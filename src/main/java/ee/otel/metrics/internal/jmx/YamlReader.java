package ee.otel.metrics.internal.jmx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the part of YAML that rules are written in: mappings and sequences by indentation,
 * sequences of scalars in brackets, plain and quoted scalars of one line, comments, anchors and
 * aliases. What it takes means what it means in YAML 1.2; anything else is refused with the line
 * and a way to write it.
 *
 * <p>Not safe for several threads.
 */
final class YamlReader {
  private static final Pattern ANCHOR = Pattern.compile("[^\\s\\[\\]{},]+");
  private static final Pattern MARKER = Pattern.compile("(---|\\.\\.\\.)( .*)?");
  private static final String NEVER_PLAIN = "[]{},#&*!|>'\"%@`";

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Node> anchors;
  private int next;

  /** A line with content: where that begins, and the content itself. */
  private record Line(int number, int indent, String text) {
    boolean isItem() {
      return text.equals("-") || text.startsWith("- ");
    }

    /** Whether an anchor or an alias stands first. */
    boolean isNamed() {
      return text.startsWith("&") || text.startsWith("*");
    }
  }

  /**
   * @param anchors the nodes that earlier parts of the document have named; this part adds its own
   */
  private YamlReader(Map<String, Node> anchors) {
    this.anchors = anchors;
  }

  /**
   * Reads a part of a document, or all of it.
   *
   * @param firstLine the number of the first line
   */
  static Node read(List<String> text, int firstLine, Map<String, Node> anchors)
      throws RuleException {
    YamlReader reader = new YamlReader(anchors);
    for (int i = 0; i < text.size(); i++) {
      reader.add(firstLine + i, text.get(i));
    }
    if (reader.lines.isEmpty()) {
      return new Node.Scalar(firstLine, "");
    }
    Node node = reader.block(reader.lines.get(0).indent);
    if (reader.next < reader.lines.size()) {
      throw reader.error("is indented less than what it follows; align it");
    }
    return node;
  }

  private void add(int number, String text) throws RuleException {
    String content = text.strip();
    if (content.isEmpty() || content.startsWith("#")) {
      return;
    }
    int indent = 0;
    while (text.charAt(indent) == ' ') {
      indent++;
    }
    if (text.chars().anyMatch(c -> c != ' ' && isSpaceOrControl(c))) {
      throw new RuleException(number, "has a tab or a control character; use spaces");
    }
    if (MARKER.matcher(text).matches()) {
      throw new RuleException(number, "ends the document within a rule; leave the marker out");
    }
    lines.add(new Line(number, indent, content));
  }

  private static boolean isSpaceOrControl(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  private Line line() {
    return lines.get(Math.min(next, lines.size() - 1));
  }

  private RuleException error(String message) {
    return new RuleException(line().number, "\"" + line().text + "\" " + message);
  }

  /** The node that begins in this line. */
  private Node block(int indent) throws RuleException {
    if (line().isItem()) {
      return sequence(indent);
    }
    if (keyEnd(line().text) >= 0) {
      return mapping(indent);
    }
    return value(line().text, line().number, indent, false);
  }

  private Node sequence(int indent) throws RuleException {
    int first = line().number;
    List<Node> items = new ArrayList<>();
    while (next < lines.size() && line().indent == indent && line().isItem()) {
      Line line = line();
      String content = line.text.substring(1).stripLeading();
      int inner = indent + line.text.length() - content.length();
      Line rest = new Line(line.number, inner, content);
      if (!content.isEmpty() && (rest.isItem() || keyEnd(content) >= 0)) {
        lines.set(next, rest);
        items.add(block(inner));
      } else {
        items.add(value(content, line.number, indent, false));
      }
    }
    checkIndent(indent);
    return new Node.Sequence(first, items);
  }

  private Node mapping(int indent) throws RuleException {
    int first = line().number;
    Map<String, Node> entries = new LinkedHashMap<>();
    while (next < lines.size() && line().indent == indent && !line().isItem()) {
      Line line = line();
      int end = keyEnd(line.text);
      if (end < 0) {
        throw error("is not \"key: value\"; is a space missing after the colon?");
      }
      String key = scalar(line.text.substring(0, end).strip());
      if (entries.containsKey(key)) {
        throw error("repeats a key of the same mapping; leave one");
      }
      entries.put(key, value(line.text.substring(end + 1).strip(), line.number, indent, true));
    }
    checkIndent(indent);
    return new Node.Mapping(first, entries);
  }

  private void checkIndent(int indent) throws RuleException {
    if (next < lines.size() && line().indent > indent) {
      throw error("is indented more than what it follows; align it");
    }
  }

  /** Where the colon behind the key of this line stands, or -1 if it has none. */
  private static int keyEnd(String text) {
    int from = 0;
    char first = text.charAt(0);
    if (first == '\'' || first == '"') {
      from = quoteEnd(text, 0) + 1;
      return from > 0 && from < text.length() && isKeyEnd(text, from) ? from : -1;
    }
    if (NEVER_PLAIN.indexOf(first) >= 0) {
      return -1;
    }
    int comment = text.indexOf(" #");
    int end = comment < 0 ? text.length() : comment;
    for (int i = from; i < end; i++) {
      if (isKeyEnd(text, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isKeyEnd(String text, int at) {
    return text.charAt(at) == ':' && (at + 1 == text.length() || text.charAt(at + 1) == ' ');
  }

  /** The value behind a key or a dash in the current line, which ends with it. */
  private Node value(String text, int number, int indent, boolean ofMapping) throws RuleException {
    String rest = text;
    String anchor = null;
    if (rest.startsWith("&")) {
      int end = (rest + " ").indexOf(' ');
      anchor = rest.substring(1, end);
      if (!ANCHOR.matcher(anchor).matches()) {
        throw error("has an anchor without a name");
      }
      rest = rest.length() > end ? rest.substring(end).strip() : "";
      if (rest.startsWith("*")) {
        throw error("names an alias anew; leave the anchor out");
      }
    }
    Node node;
    if (rest.isEmpty() || rest.startsWith("#")) {
      next++;
      if (anchor != null && next < lines.size() && line().indent > indent && line().isNamed()) {
        throw error("names again what has an anchor; leave one");
      }
      node = nested(number, indent, ofMapping);
    } else {
      node = inLine(rest, number);
      next++;
      if (next < lines.size() && line().indent > indent) {
        throw error("continues a value; write the value in one line, in quotes if need be");
      }
    }
    if (anchor != null) {
      anchors.put(anchor, node);
    }
    return node;
  }

  private Node nested(int number, int indent, boolean ofMapping) throws RuleException {
    if (next < lines.size()) {
      boolean sameIndent = ofMapping && line().indent == indent && line().isItem();
      if (sameIndent || line().indent > indent) {
        return block(line().indent);
      }
    }
    return new Node.Scalar(number, "");
  }

  private Node inLine(String text, int number) throws RuleException {
    return switch (text.charAt(0)) {
      case '*' -> {
        Node named = anchors.get(withoutComment(text).substring(1));
        if (named == null) {
          throw error("is an alias of nothing; put text that contains * into quotes");
        }
        yield named;
      }
      case '[' -> flow(text, number);
      case '{' -> throw error("uses braces; write one key a line, or put the text into quotes");
      case '|', '>' -> throw error("begins a text of several lines; write it in one, in quotes");
      default -> new Node.Scalar(number, scalar(text));
    };
  }

  private Node flow(String text, int number) throws RuleException {
    List<Node> items = new ArrayList<>();
    int at = 1;
    while (true) {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      if (at < text.length() && text.charAt(at) == ']') {
        break;
      }
      int end = at;
      if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
        end = quoteEnd(text, at) + 1;
      }
      while (end >= at && end < text.length() && ",]".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      if (end <= at || end >= text.length()) {
        throw error("has no end of the list, or an empty entry; write it as [a, b] in one line");
      }
      String item = text.substring(at, end).strip();
      if (item.matches("['\"].*") && quoteEnd(item, 0) < item.length() - 1) {
        throw error("goes on behind a quote in the list");
      }
      if (!item.matches("['\"].*") && item.matches("[:?].*|.*([\\[{}]|: |:$| #).*")) {
        throw error("has something else than text in a list in brackets; use quotes");
      }
      items.add(new Node.Scalar(number, scalar(item)));
      at = text.charAt(end) == ',' ? end + 1 : end;
    }
    String behind = text.substring(at + 1);
    if (!behind.isBlank() && !behind.matches("\\s+#.*")) {
      throw error("goes on behind the list");
    }
    return new Node.Sequence(number, items);
  }

  /** One scalar and nothing behind it but a comment. */
  private String scalar(String text) throws RuleException {
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    if (first == '\'' || first == '"') {
      int end = quoteEnd(text, 0);
      if (end < 0) {
        throw error("has a quote without an end; close it in the same line");
      }
      String behind = text.substring(end + 1);
      if (!behind.isBlank() && !behind.matches("\\s+#.*")) {
        throw error("goes on behind the quote");
      }
      String inside = text.substring(1, end);
      return first == '\'' ? inside.replace("''", "'") : unescaped(inside);
    }
    String plain = withoutComment(text);
    boolean indicator = plain.matches("[-?:]( .*)?");
    if (plain.isEmpty() || indicator || NEVER_PLAIN.indexOf(first) >= 0) {
      throw error("has a value that begins with a special character; put it into quotes");
    }
    if (plain.contains(": ") || plain.endsWith(":")) {
      throw error("has a colon within the value; put it into quotes");
    }
    return plain;
  }

  private static String withoutComment(String text) {
    int comment = text.indexOf(" #");
    return (comment < 0 ? text : text.substring(0, comment)).strip();
  }

  /** Where the quote that begins at {@code at} ends, or -1. */
  private static int quoteEnd(String text, int at) {
    char quote = text.charAt(at);
    for (int i = at + 1; i < text.length(); i++) {
      if (quote == '"' && text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        if (quote == '\'' && i + 1 < text.length() && text.charAt(i + 1) == quote) {
          i++;
        } else {
          return i;
        }
      }
    }
    return -1;
  }

  private String unescaped(String text) throws RuleException {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      c = text.charAt(++i);
      switch (c) {
        case '"', '\\', '/' -> plain.append(c);
        case 'n' -> plain.append('\n');
        case 't' -> plain.append('\t');
        default -> throw error("has an escape other than \\\\, \\\", \\/, \\n and \\t");
      }
    }
    return plain.toString();
  }
}
