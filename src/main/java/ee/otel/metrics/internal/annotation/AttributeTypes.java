package ee.otel.metrics.internal.annotation;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of Java types as attributes: numbers and booleans as such, all others as text. */
final class AttributeTypes {
  private static final Set<Class<?>> INTEGERS =
      Set.of(
          long.class,
          int.class,
          short.class,
          byte.class,
          Long.class,
          Integer.class,
          Short.class,
          Byte.class);
  private static final Set<Class<?>> DECIMALS =
      Set.of(double.class, float.class, Double.class, Float.class);

  private AttributeTypes() {}

  /** Adds a value, unless it is null. */
  static void add(AttributesBuilder builder, AttributeKey<?> key, @Nullable Object value) {
    if (value == null) {
      return;
    }
    switch (key.getType()) {
      case LONG -> builder.put(key.getKey(), ((Number) value).longValue());
      case DOUBLE -> builder.put(key.getKey(), ((Number) value).doubleValue());
      case BOOLEAN -> builder.put(key.getKey(), (Boolean) value);
      default -> {
        String text = text(value);
        if (text != null) {
          builder.put(key.getKey(), text);
        }
      }
    }
  }

  /** An object of the application may fail to say what it is; its call must not. */
  private static @Nullable String text(Object value) {
    try {
      return value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
    } catch (RuntimeException broken) {
      return null;
    }
  }

  /** The key of an attribute for values of that declared type. */
  static AttributeKey<?> key(String name, Class<?> type) {
    if (INTEGERS.contains(type)) {
      return AttributeKey.longKey(name);
    }
    if (DECIMALS.contains(type)) {
      return AttributeKey.doubleKey(name);
    }
    if (type == boolean.class || type == Boolean.class) {
      return AttributeKey.booleanKey(name);
    }
    return AttributeKey.stringKey(name);
  }
}
