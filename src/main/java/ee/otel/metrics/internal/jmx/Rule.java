package ee.otel.metrics.internal.jmx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes of which MBeans are metrics.
 *
 * @param where what messages call it: its number and its file
 * @param beans names or patterns, at least one
 * @param conditions without which nothing is observed
 */
record Rule(
    String where, List<ObjectName> beans, List<Condition> conditions, List<Metric> metrics) {

  /** What a metric is. */
  enum Type {
    COUNTER,
    UPDOWNCOUNTER,
    GAUGE,
    /** An up-down counter with a point for each state: 1 for the one that is, 0 for the others. */
    STATE
  }

  /**
   * One attribute of an MBean as a metric.
   *
   * @param divisor by which values are divided to be in the metric's unit; 1 where none was given
   * @param description empty for what the MBean says of its attribute
   * @param states for {@link Type#STATE}
   */
  record Metric(
      AttributePath path,
      String name,
      Type type,
      String unit,
      double divisor,
      String description,
      boolean dropNegative,
      Map<String, Source> attributes,
      Optional<States> states) {

    /** Whether one instrument can be both. */
    boolean isSameAs(Metric other) {
      return type == other.type && unit.equals(other.unit);
    }
  }

  /** Where the value of a metric's attribute comes from. */
  sealed interface Source {
    /** A property of the MBean's name. */
    record Parameter(String key) implements Source {}

    /** An attribute of the MBean. */
    record BeanAttribute(AttributePath path) implements Source {}

    record Constant(String value) implements Source {}

    /** Another one's text, changed. */
    record Changed(Source source, UnaryOperator<String> change) implements Source {}
  }

  /**
   * The states of an attribute.
   *
   * @param key the metric's attribute that names the state
   * @param byValue the state of each value that is named
   * @param otherwise the state of all other values
   * @param all in the order of the rule
   */
  record States(String key, Map<String, String> byValue, String otherwise, List<String> all) {
    String of(String value) {
      return byValue.getOrDefault(value, otherwise);
    }
  }

  /** When a rule applies; servers whose statistics are off tell zeros. */
  sealed interface Condition {
    /**
     * An attribute has a value.
     *
     * @param bean whose, or null for the observed MBean itself
     * @param value which, or null for {@code true}: then it is a switch, worth a warning when off
     */
    record Has(@Nullable ObjectName bean, AttributePath attribute, @Nullable String value)
        implements Condition {
      @Override
      public String toString() {
        return attribute + (bean == null ? "" : " of " + bean) + " is true";
      }
    }

    /** The JVM has a class of that name: an agent is there. */
    record HasClass(String name) implements Condition {
      @Override
      public String toString() {
        return "the JVM has the class " + name;
      }
    }
  }
}
