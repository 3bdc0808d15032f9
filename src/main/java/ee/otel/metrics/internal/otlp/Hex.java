package ee.otel.metrics.internal.otlp;

import java.util.HexFormat;

/** Ids written in hexadecimal digits. */
final class Hex {
  private Hex() {}

  /** Whether this is at least one pair of hex digits, and pairs only. */
  static boolean isId(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() % 2 == 0;
  }
}
