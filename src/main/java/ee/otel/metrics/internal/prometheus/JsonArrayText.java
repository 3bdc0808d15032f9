package ee.otel.metrics.internal.prometheus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of attribute values as a JSON array. */
final class JsonArrayText {
  private JsonArrayText() {}

  static String of(List<?> elements) {
    StringBuilder array = new StringBuilder("[");
    for (Object element : elements) {
      array.append(array.length() > 1 ? "," : "");
      append(array, element);
    }
    return array.append(']').toString();
  }

  private static void append(StringBuilder array, @Nullable Object element) {
    if (element == null) {
      array.append("null");
    } else if (element instanceof Long || element instanceof Boolean || isFinite(element)) {
      array.append(element);
    } else {
      array.append('"');
      escapeJson(array, Text.clean(element.toString()));
      array.append('"');
    }
  }

  private static boolean isFinite(Object element) {
    return element instanceof Double number && !number.isNaN() && !number.isInfinite();
  }

  private static void escapeJson(StringBuilder to, String text) {
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        to.append('\\').append(c);
      } else if (c < ' ') {
        to.append(String.format("\\u%04x", (int) c));
      } else {
        to.append(c);
      }
    }
  }
}
