package ee.otel.metrics.internal.jmx;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.management.ObjectName;

/**
 * Which attributes of which MBeans are metrics.
 *
 * @param where what messages call it: its number and its file
 * @param beans names or patterns, at least one
 * @param conditions without which nothing is observed
 */
record Rule(
    String where,
    List<ObjectName> beans,
    List<RuleCondition> conditions,
    List<RuleMetric> metrics) {

  /** The kinds of metrics. */
  enum Type {
    COUNTER,
    UPDOWNCOUNTER,
    GAUGE,
    /** An up-down counter with a point for each state: 1 for the one that is, 0 for the others. */
    STATE
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
}
