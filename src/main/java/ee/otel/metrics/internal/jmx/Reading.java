package ee.otel.metrics.internal.jmx;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Map;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an MBean in one collection.
 *
 * @param name the MBean's name
 * @param values the attributes that it answered with, by name
 */
record Reading(ObjectName name, Map<String, @Nullable Object> values) {

  /** A value, as a number where it can be one. */
  static @Nullable Object number(@Nullable Object value) {
    if (value instanceof String text) {
      try {
        if (text.matches("[+-]?\\d{1,18}")) {
          return Long.valueOf(text);
        }
        return Double.valueOf(text);
      } catch (NumberFormatException otherText) {
        return text;
      }
    }
    return value;
  }

  /** Whether a number is of an integral type. */
  static boolean isInteger(Number number) {
    return !(number instanceof Double
        || number instanceof Float
        || number instanceof java.math.BigDecimal);
  }

  boolean has(AttributePath path) {
    return values.keySet().containsAll(path.attributes());
  }

  /** The value of an attribute, or of an item in it. */
  @Nullable Object value(AttributePath path) {
    return path.value(values);
  }

  /** The attributes of a metric, apart from the state; one without a value is left out. */
  Attributes attributes(RuleMetric metric) {
    AttributesBuilder attributes = Attributes.builder();
    metric
        .attributes()
        .forEach(
            (key, source) -> {
              String text = text(source);
              if (text != null) {
                attributes.put(key, text);
              }
            });
    return attributes.build();
  }

  private @Nullable String text(Rule.Source source) {
    if (source instanceof Rule.Source.Constant constant) {
      return constant.value();
    }
    if (source instanceof Rule.Source.Parameter parameter) {
      return name.getKeyProperty(parameter.key());
    }
    if (source instanceof Rule.Source.Changed changed) {
      String text = text(changed.source());
      return text == null ? null : changed.change().apply(text);
    }
    AttributePath path = ((Rule.Source.BeanAttribute) source).path();
    try {
      Object value = value(path);
      return value == null ? null : String.valueOf(value);
    } catch (IllegalArgumentException noSuchItem) {
      return null;
    }
  }
}
