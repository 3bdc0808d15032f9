package ee.otel.metrics.internal.stream;

import ee.otel.metrics.internal.view.AttributeFilter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;

/** Attributes as a stream sees them. */
final class KeptAttributes {
  /** The one class of attributes that the OpenTelemetry API builds. */
  private static final Class<?> OWN = Attributes.empty().getClass();

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
    return areOwned(attributes) ? attributes : Attributes.builder().putAll(attributes).build();
  }

  /** Whether these attributes are safe to keep, and are equal to all that are. */
  static boolean areOwned(Attributes attributes) {
    return attributes.getClass() == OWN;
  }

  @SuppressWarnings("unchecked")
  private static <T> void put(AttributesBuilder builder, AttributeKey<T> key, Object value) {
    builder.put(key, (T) value);
  }
}
