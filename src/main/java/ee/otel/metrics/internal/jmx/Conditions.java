package ee.otel.metrics.internal.jmx;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether rules apply; warns once of a switch that is off, since its MBeans exist all the
 * same.
 */
final class Conditions {
  private final Consumer<String> warnings;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  Conditions(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /** Whether all of the rule's conditions hold for this MBean. */
  boolean hold(Rule rule, Beans beans, ObjectName name) {
    for (RuleCondition condition : rule.conditions()) {
      if (condition instanceof RuleCondition.HasClass type) {
        if (!hasClass(type.name())) {
          return off(rule, condition);
        }
      } else if (condition instanceof RuleCondition.Has has) {
        String found = value(has, beans, name);
        boolean isSwitch = has.value() == null;
        if (!Objects.equals(found, isSwitch ? "true" : has.value())) {
          return isSwitch && found != null ? off(rule, condition) : false;
        }
      }
    }
    return true;
  }

  /** Warns that a switch is off. */
  private boolean off(Rule rule, RuleCondition condition) {
    if (said.add(condition.toString())) {
      warnings.accept(
          "MBean "
              + rule.where()
              + " reports nothing unless "
              + condition
              + ": the server's statistics are off and would be false zeros. See"
              + " docs/servers.md for how to switch them on.");
    }
    return false;
  }

  /** Null where there is none. */
  private static @Nullable String value(RuleCondition.Has has, Beans beans, ObjectName name) {
    try {
      Map<String, @Nullable Object> values =
          beans.attributes(
              has.bean() == null ? name : has.bean(), new String[] {has.attribute().attribute()});
      Object value = values == null ? null : has.attribute().value(values);
      return value == null ? null : value.toString();
    } catch (RuntimeException unreadable) {
      return null;
    }
  }

  private static boolean hasClass(String name) {
    try {
      Class.forName(name, false, ClassLoader.getSystemClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError notThere) {
      return false;
    }
  }
}
