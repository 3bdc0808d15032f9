package ee.otel.metrics.internal.attributes;

/** Text that UTF-8 can encode: without a surrogate that stands alone. */
final class WellFormedText {
  private WellFormedText() {}

  /** Whether each surrogate of a text has its other half. */
  static boolean isOne(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The text with a question mark for each surrogate that stands alone, as UTF-8 encodes it. */
  static String of(String text) {
    if (isOne(text)) {
      return text;
    }
    StringBuilder formed = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char here = text.charAt(i);
      if (!Character.isSurrogate(here)) {
        formed.append(here);
      } else if (i + 1 < text.length() && Character.isSurrogatePair(here, text.charAt(i + 1))) {
        formed.append(here).append(text.charAt(++i));
      } else {
        formed.append('?');
      }
    }
    return formed.toString();
  }
}
