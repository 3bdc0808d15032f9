package ee.otel.metrics.internal.jmx;

import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** When a rule applies: servers whose statistics are off report zeros. */
sealed interface RuleCondition {
  /**
   * An attribute has a value.
   *
   * @param bean whose, or null for the observed MBean itself
   * @param value which, or null for {@code true}: then it is a switch, worth a warning when off
   */
  record Has(@Nullable ObjectName bean, AttributePath attribute, @Nullable String value)
      implements RuleCondition {
    @Override
    public String toString() {
      return attribute + (bean == null ? "" : " of " + bean) + " is true";
    }
  }

  /** The JVM has a class of that name: an agent is there. */
  record HasClass(String name) implements RuleCondition {
    @Override
    public String toString() {
      return "the JVM has the class " + name;
    }
  }
}
