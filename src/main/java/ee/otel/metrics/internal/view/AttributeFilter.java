package ee.otel.metrics.internal.view;

import ee.otel.metrics.api.View;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes a stream keeps.
 *
 * @param included sets of keys; an attribute is kept if each of them has its key, so none keeps all
 * @param excluded the keys to remove, also when they are included
 */
public record AttributeFilter(List<AttributeKeySet> included, AttributeKeySet excluded) {
  public static final AttributeFilter ALL = new AttributeFilter(null, Set.of());

  /**
   * @param included the keys to keep, or null for all; {@code *} and {@code ?} are wildcards
   * @param excluded the keys to remove, with the same wildcards
   */
  public AttributeFilter(@Nullable Set<String> included, Set<String> excluded) {
    this(
        included == null ? List.of() : List.of(AttributeKeySet.of(included)),
        AttributeKeySet.of(excluded));
  }

  /** The filter that a view asks for; null if it asks for none. */
  static @Nullable AttributeFilter of(View view) {
    return view.includedAttributeKeys() == null && view.excludedAttributeKeys().isEmpty()
        ? null
        : new AttributeFilter(view.includedAttributeKeys(), view.excludedAttributeKeys());
  }

  public boolean keepsAll() {
    return included.isEmpty() && excluded.isEmpty();
  }

  /** Whether attributes of this key are kept. Allocates nothing. */
  public boolean keeps(String key) {
    for (int i = 0; i < included.size(); i++) {
      if (!included.get(i).contains(key)) {
        return false;
      }
    }
    return !excluded.contains(key);
  }

  /** The attributes that are kept; the same instance when all are. */
  public Attributes keptOf(Attributes attributes) {
    if (keepsAll()) {
      return attributes;
    }
    AttributesBuilder kept = Attributes.builder();
    attributes.forEach(
        (key, value) -> {
          if (keeps(key.getKey())) {
            put(kept, key, value);
          }
        });
    return kept.build();
  }

  @SuppressWarnings("unchecked") // the type of the key says what the value is
  private static <T> void put(AttributesBuilder builder, AttributeKey<T> key, Object value) {
    builder.put(key, (T) value);
  }

  /** A filter that keeps what both keep. */
  AttributeFilter and(AttributeFilter other) {
    List<AttributeKeySet> all =
        Stream.concat(included.stream(), other.included.stream()).distinct().toList();
    AttributeKeySet either = excluded.or(other.excluded);
    return all.stream()
        .filter(keys -> keys.patterns().isEmpty())
        .findFirst()
        .map(exact -> new AttributeFilter(List.of(exact.and(all)), either))
        .orElseGet(() -> new AttributeFilter(all, either));
  }
}
