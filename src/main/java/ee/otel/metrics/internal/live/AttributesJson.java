package ee.otel.metrics.internal.live;

import io.opentelemetry.api.common.Attributes;

/** Attributes as the page gets them: pairs of texts. */
final class AttributesJson {
  /** Longer values are cut; the page could not show them either. */
  static final int MAX_LENGTH = 500;

  private AttributesJson() {}

  static void write(Json json, Attributes attributes) {
    json.array();
    attributes.forEach(
        (key, value) ->
            json.array().value(cut(key.getKey())).value(cut(String.valueOf(value))).endArray());
    json.endArray();
  }

  private static String cut(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
  }
}
