package ee.otel.metrics.internal.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the conditions of a rule: what follows {@code onlyIf:}, or null for none. */
final class ConditionReader {
  private ConditionReader() {}

  static List<RuleCondition> read(@Nullable Node node) throws RuleException {
    List<RuleCondition> conditions = new ArrayList<>();
    if (node instanceof Node.Sequence several) {
      for (Node one : several.items()) {
        conditions.add(condition(one));
      }
    } else if (node != null) {
      conditions.add(condition(node));
    }
    return conditions;
  }

  private static RuleCondition condition(Node node) throws RuleException {
    if (node instanceof Node.Mapping condition) {
      RuleReader.checkKeys(condition, Set.of("bean", "attribute", "value", "class"));
      Node attribute = condition.entries().get("attribute");
      Node type = condition.entries().get("class");
      Node bean = condition.entries().get("bean");
      if (attribute != null && type == null) {
        return new RuleCondition.Has(
            bean == null ? null : RuleReader.objectName(bean),
            AttributePath.parse(RuleReader.text(attribute, "attribute"), attribute.line()),
            condition.entries().containsKey("value")
                ? RuleReader.textOr(condition, "value", "")
                : null);
      }
      if (type != null && condition.entries().size() == 1) {
        return new RuleCondition.HasClass(RuleReader.text(type, "class"));
      }
    }
    throw new RuleException(
        node.line(),
        "onlyIf has neither \"attribute:\", with or without \"bean:\" and \"value:\", nor"
            + " \"class:\"");
  }
}
