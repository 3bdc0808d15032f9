package ee.otel.metrics.receiver;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a table is drawn.
 *
 * @param color whether ANSI colours are used
 * @param unicode whether anything beyond ASCII is used
 */
public record Look(boolean color, boolean unicode) {
  public static final Look PLAIN = new Look(false, true);

  /**
   * What standard output can show. A terminal is believed when it names its encoding, a file gets
   * UTF-8; {@code NO_COLOR} is honoured.
   */
  public static Look ofStandardOutput() {
    boolean terminal = System.console() != null;
    boolean unicode = !terminal || nativeCharset().newEncoder().canEncode("▁━↳");
    return new Look(terminal && System.getenv("NO_COLOR") == null, unicode);
  }

  /** Standard output in the encoding that this look needs. */
  public PrintStream standardOutput() {
    return new PrintStream(System.out, true, unicode ? StandardCharsets.UTF_8 : nativeCharset());
  }

  private static Charset nativeCharset() {
    return Charset.forName(System.getProperty("native.encoding", "US-ASCII"));
  }

  String bars() {
    return unicode ? "▁▂▃▄▅▆▇█" : ".:-=+*#@";
  }

  String rule() {
    return unicode ? "━" : "-";
  }

  String exemplar() {
    return unicode ? "↳" : "`-";
  }

  String ellipsis() {
    return unicode ? "…" : "~";
  }

  String range() {
    return unicode ? "‥" : "..";
  }

  String infinity() {
    return unicode ? "∞" : "inf";
  }

  String dot() {
    return unicode ? " · " : " | ";
  }

  String bold(String text) {
    return painted("1", text);
  }

  String faint(String text) {
    return painted("2", text);
  }

  String green(String text) {
    return painted("32", text);
  }

  String cyan(String text) {
    return painted("36", text);
  }

  String red(String text) {
    return painted("31", text);
  }

  private String painted(String code, String text) {
    return color && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
