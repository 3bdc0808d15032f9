package ee.otel.metrics.internal.prometheus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attribute's value as text (specification: <em>Common concepts, AnyValue representation for
 * non-OTLP protocols</em>).
 */
final class AttributeText {
  private AttributeText() {}

  static String of(Object value) {
    if (!(value instanceof List<?> elements)) {
      return Text.clean(value instanceof String || isPlain(value) ? value.toString() : any(value));
    }
    StringBuilder array = new StringBuilder("[");
    for (Object element : elements) {
      array.append(array.length() > 1 ? "," : "");
      append(array, element);
    }
    return array.append(']').toString();
  }

  private static boolean isPlain(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  /** The API's {@code Value}, which an older API lacks, writes itself as the specification says. */
  private static String any(Object value) {
    try {
      return ApiValueText.of(value);
    } catch (LinkageError olderApi) {
      return value.toString();
    }
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
