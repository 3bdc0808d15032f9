package ee.otel.metrics.internal.live;

import java.nio.charset.StandardCharsets;

/**
 * Writes JSON. The caller opens and closes; commas come by themselves. Not safe for several
 * threads.
 *
 * <p>Everything that could end a script or begin a tag is escaped, so that the text stays harmless
 * wherever it is put.
 */
final class Json {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out;
  private boolean comma;

  Json(int expectedLength) {
    out = new StringBuilder(expectedLength);
  }

  Json object() {
    return open('{');
  }

  Json endObject() {
    return close('}');
  }

  Json array() {
    return open('[');
  }

  Json endArray() {
    return close(']');
  }

  /** Names the value that is written next. */
  Json name(String name) {
    value(name);
    out.append(':');
    comma = false;
    return this;
  }

  Json value(String text) {
    separate();
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      append(text.charAt(i));
    }
    out.append('"');
    return this;
  }

  Json value(long number) {
    separate();
    out.append(number);
    return this;
  }

  /** Numbers that JSON does not have become null. */
  Json value(double number) {
    separate();
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      out.append("null");
    } else if (number == (long) number && Math.abs(number) < 1e15) {
      out.append((long) number);
    } else {
      out.append(number);
    }
    return this;
  }

  Json value(boolean truth) {
    separate();
    out.append(truth);
    return this;
  }

  /** The text so far, in UTF-8. A lone surrogate becomes a question mark. */
  byte[] toBytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void append(char c) {
    if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
      out.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        out.append(HEX.charAt(c >> shift & 0xf));
      }
    } else {
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
  }

  private Json open(char bracket) {
    separate();
    out.append(bracket);
    comma = false;
    return this;
  }

  private Json close(char bracket) {
    out.append(bracket);
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      out.append(',');
    }
    comma = true;
  }
}
