package ee.otel.metrics.internal.attributes;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values of any type in {@link CanonicalAttributes}. Loaded only when there is one: API 1.29 has no
 * such values.
 */
final class CanonicalValues {
  /** Takes the place of what is nested more deeply. */
  private static final Value<?> CUT = Value.of("...");

  private CanonicalValues() {}

  static void put(AttributesBuilder canonical, String name, Object given, Runnable cut) {
    if (!(given instanceof Value<?> value)) {
      canonical.put(name, WellFormedText.of(String.valueOf(given)));
      return;
    }
    Value<?> own = own(value, 0, cut);
    if (own.getValue() instanceof List<?> list && list.isEmpty() && isArray(own)) {
      canonical.put(AttributeKey.stringArrayKey(name), List.of());
    } else {
      // The builder takes a typed value where this is no more than one.
      canonical.put(AttributeKey.valueKey(name), own);
    }
  }

  private static boolean isArray(Value<?> value) {
    return value.getType().name().equals("ARRAY");
  }

  private static Value<?> own(Value<?> value, int level, Runnable cut) {
    return switch (value.getType().name()) {
      case "STRING" -> Value.of(WellFormedText.of((String) value.getValue()));
      case "ARRAY" ->
          level == CanonicalAttributes.MOST_LEVELS ? cut(cut) : ownList(value, level + 1, cut);
      case "KEY_VALUE_LIST" ->
          level == CanonicalAttributes.MOST_LEVELS ? cut(cut) : ownMap(value, level + 1, cut);
      default -> value;
    };
  }

  private static Value<?> cut(Runnable cut) {
    cut.run();
    return CUT;
  }

  private static Value<?> ownList(Value<?> value, int level, Runnable cut) {
    List<Value<?>> own = new ArrayList<>();
    for (Object element : (List<?>) value.getValue()) {
      if (element instanceof Value<?> each) {
        own.add(own(each, level, cut));
      }
    }
    return Value.of(own);
  }

  /**
   * Sorted by key, and of several entries with one key only the last, since order and repetition
   * mean nothing.
   */
  private static Value<?> ownMap(Value<?> value, int level, Runnable cut) {
    Map<String, Value<?>> own = new TreeMap<>();
    for (Object entry : (List<?>) value.getValue()) {
      if (entry instanceof KeyValue each && each.getKey() != null && each.getValue() != null) {
        own.put(WellFormedText.of(each.getKey()), own(each.getValue(), level, cut));
      }
    }
    return Value.of(
        own.entrySet().stream()
            .map(entry -> KeyValue.of(entry.getKey(), entry.getValue()))
            .toArray(KeyValue[]::new));
  }
}
