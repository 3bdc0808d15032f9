package ee.otel.metrics.internal.attributes;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.function.BiConsumer;

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

  /** The one class of attributes that the OpenTelemetry API builds. */
  private static final Class<?> OWN = Attributes.empty().getClass();

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
    return traitsOf(attributes) != Traits.OTHER;
  }

  /** Whether these attributes are their canonical form and never change. */
  public static boolean canBeKept(Attributes attributes) {
    return traitsOf(attributes) == Traits.IMMUTABLE;
  }

  private static int traitsOf(Attributes attributes) {
    if (attributes.getClass() != OWN) {
      return Traits.OTHER;
    }
    Traits traits = new Traits();
    attributes.forEach(traits);
    return traits.worst;
  }

  /** How far attributes are from their canonical form. */
  private static final class Traits implements BiConsumer<AttributeKey<?>, Object> {
    static final int IMMUTABLE = 0;

    /** Equal to the canonical form, but with lists that somebody else may change. */
    static final int WITH_LISTS = 1;

    static final int OTHER = 2;

    private int worst = IMMUTABLE;

    @Override
    public void accept(AttributeKey<?> key, Object value) {
      int trait = isWellFormed(key.getKey()) ? traitOf(key.getType(), value) : OTHER;
      if (trait > worst) {
        worst = trait;
      }
    }

    private static int traitOf(AttributeType type, Object value) {
      if (value instanceof String text) {
        return type == AttributeType.STRING && isWellFormed(text) ? IMMUTABLE : OTHER;
      }
      if (value instanceof Long) {
        return type == AttributeType.LONG ? IMMUTABLE : OTHER;
      }
      if (value instanceof Boolean) {
        return type == AttributeType.BOOLEAN ? IMMUTABLE : OTHER;
      }
      if (value instanceof Double) {
        return type == AttributeType.DOUBLE ? IMMUTABLE : OTHER;
      }
      return value instanceof List<?> list && isCanonical(type, list) ? WITH_LISTS : OTHER;
    }

    private static boolean isCanonical(AttributeType type, List<?> list) {
      Class<?> elements = CanonicalLists.elementsOf(type);
      if (elements == null || list.isEmpty() && type != AttributeType.STRING_ARRAY) {
        return false;
      }
      for (int i = 0; i < list.size(); i++) {
        Object element = list.get(i);
        if (element != null && element.getClass() != elements
            || element instanceof String text && !isWellFormed(text)) {
          return false;
        }
      }
      return true;
    }
  }

  @SuppressWarnings("unchecked") // the type of the key says what the value is; it was checked
  private static <T> void put(
      AttributesBuilder canonical, AttributeKey<T> key, Object value, Runnable cut) {
    String name = wellFormed(key.getKey());
    if (value instanceof List<?> list && CanonicalLists.elementsOf(key.getType()) != null) {
      CanonicalLists.put(canonical, name, key.getType(), list);
    } else if (key.getType().name().equals(VALUE)) {
      CanonicalValues.put(canonical, name, value, cut);
    } else if (value instanceof String text && key.getType() == AttributeType.STRING) {
      canonical.put(name, wellFormed(text));
    } else if (Traits.traitOf(key.getType(), value) == Traits.IMMUTABLE) {
      canonical.put(name.equals(key.getKey()) ? key : renamed(key, name), (T) value);
    } else {
      canonical.put(name, wellFormed(String.valueOf(value)));
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

  /** Whether each surrogate of a text has its other half. */
  static boolean isWellFormed(String text) {
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
  static String wellFormed(String text) {
    if (isWellFormed(text)) {
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
