package ee.otel.metrics.internal.prometheus;

import java.util.List;

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
    return JsonArrayText.of(elements);
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
}
