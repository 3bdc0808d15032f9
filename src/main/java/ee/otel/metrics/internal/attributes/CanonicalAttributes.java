package ee.otel.metrics.internal.attributes;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;

/**
 * One form for all attributes that are the same on the wire, so that they are one series. Any
 * thread.
 *
 * <p>Canonical attributes are the OpenTelemetry API's own and immutable. Their lists are copies.
 * They have a typed value where a {@code Value} says no more than one, no surrogate that stands
 * alone (UTF-8 has no such character, a question mark takes its place), no type of an empty list
 * but that of strings, and no key twice in a map. What is nested deeper than {@value #MOST_LEVELS}
 * levels is cut.
 */
public final class CanonicalAttributes {
  /**
   * How many lists and maps may be nested. Readers of protobuf refuse what is nested deeper than
   * 100 messages; a map takes three for each level, and a request about ten around an attribute.
   */
  public static final int MOST_LEVELS = 24;

  private static final String VALUE = "VALUE"; // a type that API 1.29 does not know

  private CanonicalAttributes() {}

  /** The canonical form; the same instance where that is it. */
  public static Attributes of(Attributes attributes) {
    return of(attributes, () -> {});
  }

  /**
   * The canonical form; the same instance where that is it.
   *
   * @param cut runs when something is nested too deeply and is cut
   */
  public static Attributes of(Attributes attributes, Runnable cut) {
    if (canBeKept(attributes)) {
      return attributes;
    }
    AttributesBuilder canonical = Attributes.builder();
    attributes.forEach((key, value) -> put(canonical, key, value, cut));
    return canonical.build();
  }

  /**
   * Whether these attributes are equal to their canonical form. Allocates nothing that lasts, and
   * compares nothing deeply.
   */
  public static boolean isCanonical(Attributes attributes) {
    return AttributeTraits.worstOf(attributes) != AttributeTraits.OTHER;
  }

  /** Whether these attributes are their canonical form and never change. */
  public static boolean canBeKept(Attributes attributes) {
    return AttributeTraits.worstOf(attributes) == AttributeTraits.IMMUTABLE;
  }

  @SuppressWarnings("unchecked") // the type of the key says what the value is; it was checked
  private static <T> void put(
      AttributesBuilder canonical, AttributeKey<T> key, Object value, Runnable cut) {
    String name = WellFormedText.of(key.getKey());
    if (value instanceof List<?> list && CanonicalLists.elementsOf(key.getType()) != null) {
      CanonicalLists.put(canonical, name, key.getType(), list);
    } else if (key.getType().name().equals(VALUE)) {
      CanonicalValues.put(canonical, name, value, cut);
    } else if (value instanceof String text && key.getType() == AttributeType.STRING) {
      canonical.put(name, WellFormedText.of(text));
    } else if (AttributeTraits.traitOf(key.getType(), value) == AttributeTraits.IMMUTABLE) {
      canonical.put(name.equals(key.getKey()) ? key : renamed(key, name), (T) value);
    } else {
      canonical.put(name, WellFormedText.of(String.valueOf(value)));
    }
  }

  @SuppressWarnings("unchecked") // of the same type
  private static <T> AttributeKey<T> renamed(AttributeKey<T> key, String name) {
    AttributeKey<?> renamed =
        switch (key.getType()) {
          case LONG -> AttributeKey.longKey(name);
          case DOUBLE -> AttributeKey.doubleKey(name);
          case BOOLEAN -> AttributeKey.booleanKey(name);
          default -> throw new IllegalArgumentException("type: " + key.getType());
        };
    return (AttributeKey<T>) renamed;
  }
}
