package ee.otel.metrics.internal.jmx;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Whether rules apply; one that does not is said once, since its MBeans are there all the same. */
final class Conditions {
  private final Consumer<String> warnings;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  Conditions(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /** Whether the rule's condition holds for this MBean. */
  boolean hold(Rule rule, Beans beans, ObjectName name) {
    if (rule.condition().isEmpty()) {
      return true;
    }
    Rule.Condition condition = rule.condition().get();
    boolean holds =
        condition instanceof Rule.Condition.HasClass type
            ? hasClass(type.name())
            : isTrue((Rule.Condition.IsTrue) condition, beans, name);
    if (!holds && said.add(condition.toString())) {
      warnings.accept(
          "MBean "
              + rule.where()
              + " reports nothing unless "
              + condition
              + ": the server's statistics are off and would be false zeros. See"
              + " docs/servers.md for how to switch them on.");
    }
    return holds;
  }

  private static boolean isTrue(Rule.Condition.IsTrue condition, Beans beans, ObjectName name) {
    ObjectName bean = condition.bean() == null ? name : condition.bean();
    AttributePath path = condition.attribute();
    try {
      Map<String, @Nullable Object> values =
          beans.attributes(bean, new String[] {path.attribute()});
      return values != null && "true".equals(String.valueOf(path.value(values)));
    } catch (RuntimeException unreadable) {
      return false;
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
