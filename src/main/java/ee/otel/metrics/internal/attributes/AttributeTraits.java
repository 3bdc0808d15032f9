package ee.otel.metrics.internal.attributes;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.function.BiConsumer;

/** How far attributes are from their canonical form. */
final class AttributeTraits implements BiConsumer<AttributeKey<?>, Object> {
  /** The one class of attributes that the OpenTelemetry API builds. */
  private static final Class<?> OWN = Attributes.empty().getClass();

  static final int IMMUTABLE = 0;

  /** Equal to the canonical form, but with lists that somebody else may change. */
  static final int WITH_LISTS = 1;

  static final int OTHER = 2;

  private int worst = IMMUTABLE;

  private AttributeTraits() {}

  /** The trait of the attribute that is furthest from its canonical form. */
  static int worstOf(Attributes attributes) {
    if (attributes.getClass() != OWN) {
      return OTHER;
    }
    AttributeTraits traits = new AttributeTraits();
    attributes.forEach(traits);
    return traits.worst;
  }

  @Override
  public void accept(AttributeKey<?> key, Object value) {
    int trait = WellFormedText.isOne(key.getKey()) ? traitOf(key.getType(), value) : OTHER;
    if (trait > worst) {
      worst = trait;
    }
  }

  static int traitOf(AttributeType type, Object value) {
    if (value instanceof String text) {
      return type == AttributeType.STRING && WellFormedText.isOne(text) ? IMMUTABLE : OTHER;
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
          || element instanceof String text && !WellFormedText.isOne(text)) {
        return false;
      }
    }
    return true;
  }
}
