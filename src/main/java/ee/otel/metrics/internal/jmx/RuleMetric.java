package ee.otel.metrics.internal.jmx;

import java.util.Map;
import java.util.Optional;

/**
 * One attribute of an MBean as a metric.
 *
 * @param divisor by which values are divided to be in the metric's unit; 1 where none was given
 * @param description empty for what the MBean says of its attribute
 * @param states for {@link Rule.Type#STATE}
 */
record RuleMetric(
    AttributePath path,
    String name,
    Rule.Type type,
    String unit,
    double divisor,
    String description,
    boolean dropNegative,
    Map<String, Rule.Source> attributes,
    Optional<Rule.States> states) {

  /** Whether one instrument can be both. */
  boolean isSameAs(RuleMetric other) {
    return type == other.type && unit.equals(other.unit);
  }
}
