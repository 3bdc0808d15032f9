package ee.otel.metrics.internal.attributes;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists in {@link CanonicalAttributes}: copied, and an empty one is one of strings. */
final class CanonicalLists {
  private CanonicalLists() {}

  /** The class of the elements of a list of this type; null for a type that is no list. */
  static @Nullable Class<?> elementsOf(AttributeType type) {
    if (type == AttributeType.STRING_ARRAY) {
      return String.class;
    }
    if (type == AttributeType.LONG_ARRAY) {
      return Long.class;
    }
    if (type == AttributeType.DOUBLE_ARRAY) {
      return Double.class;
    }
    return type == AttributeType.BOOLEAN_ARRAY ? Boolean.class : null;
  }

  static void put(AttributesBuilder canonical, String name, AttributeType type, List<?> list) {
    List<?> copy = new ArrayList<>(list); // once: it may change meanwhile
    if (copy.isEmpty()) {
      canonical.put(AttributeKey.stringArrayKey(name), List.of());
      return;
    }
    if (type == AttributeType.LONG_ARRAY && holdsOnly(Long.class, copy)) {
      canonical.put(AttributeKey.longArrayKey(name), own(copy));
    } else if (type == AttributeType.DOUBLE_ARRAY && holdsOnly(Double.class, copy)) {
      canonical.put(AttributeKey.doubleArrayKey(name), own(copy));
    } else if (type == AttributeType.BOOLEAN_ARRAY && holdsOnly(Boolean.class, copy)) {
      canonical.put(AttributeKey.booleanArrayKey(name), own(copy));
    } else {
      List<@Nullable String> texts = new ArrayList<>(copy.size());
      for (Object element : copy) {
        texts.add(element == null ? null : WellFormedText.of(String.valueOf(element)));
      }
      canonical.put(AttributeKey.stringArrayKey(name), own(texts));
    }
  }

  private static boolean holdsOnly(Class<?> type, List<?> list) {
    for (Object element : list) {
      if (element != null && element.getClass() != type) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("unchecked") // its elements were checked
  private static <E> List<E> own(List<?> copy) {
    return (List<E>) Collections.unmodifiableList(copy);
  }
}
