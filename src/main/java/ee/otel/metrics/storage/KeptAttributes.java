package ee.otel.metrics.storage;

import ee.otel.metrics.view.AttributeFilter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;

/** Attributes as a stream sees them. */
final class KeptAttributes {
  private KeptAttributes() {}

  /** The attributes that {@code filter} keeps; the same instance when it keeps all. */
  static Attributes of(Attributes attributes, AttributeFilter filter) {
    if (filter.keepsAll()) {
      return attributes;
    }
    AttributesBuilder kept = Attributes.builder();
    attributes.forEach(
        (key, value) -> {
          if (filter.keeps(key.getKey())) {
            put(kept, key, value);
          }
        });
    return kept.build();
  }

  /**
   * Attributes that are safe to keep: the OpenTelemetry API's own are immutable, others are copied.
   */
  static Attributes owned(Attributes attributes) {
    return attributes.getClass().getName().startsWith("io.opentelemetry.api.")
        ? attributes
        : Attributes.builder().putAll(attributes).build();
  }

  @SuppressWarnings("unchecked")
  private static <T> void put(AttributesBuilder builder, AttributeKey<T> key, Object value) {
    builder.put(key, (T) value);
  }
}
