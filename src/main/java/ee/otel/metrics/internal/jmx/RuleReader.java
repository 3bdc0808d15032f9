package ee.otel.metrics.internal.jmx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Makes a rule of its node, or says what is wrong with it. */
final class RuleReader {
  private static final Set<String> RULE_KEYS =
      Set.of(
          "bean",
          "beans",
          "onlyIf",
          "prefix",
          "metricAttribute",
          "type",
          "unit",
          "sourceUnit",
          "dropNegativeValues",
          "mapping");
  private static final Set<String> METRIC_KEYS =
      Set.of(
          "metric", "desc", "metricAttribute", "type", "unit", "sourceUnit", "dropNegativeValues");
  private static final Map<String, Double> DIVISORS =
      Map.of("ms s", 1e3, "us s", 1e6, "ns s", 1e9, "% 1", 100.0);
  private static final Pattern METRIC_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]{0,254}");
  private static final Pattern FUNCTION =
      Pattern.compile("(param|beanattr|const|lowercase|stripprefix)\\s*\\(\\s*(.+?)\\s*\\)");

  private final Node.Mapping rule;

  private RuleReader(Node.Mapping rule) {
    this.rule = rule;
  }

  /** The one mapping in a list of one. */
  static Node.Mapping only(Node list) throws RuleException {
    if (list instanceof Node.Sequence sequence
        && sequence.items().get(0) instanceof Node.Mapping mapping) {
      return mapping;
    }
    throw new RuleException(
        list.line(), "this is no rule; begin it with \"- bean: \" in the list \"rules:\"");
  }

  static Rule read(String where, Node.Mapping node) throws RuleException {
    return new RuleReader(node).read(where);
  }

  private Rule read(String where) throws RuleException {
    checkKeys(rule, RULE_KEYS);
    Node mapping = rule.entries().get("mapping");
    if (!(mapping instanceof Node.Mapping mapped)) {
      throw new RuleException(
          rule.line(), "mapping is missing; name MBean attributes below \"mapping:\"");
    }
    List<RuleMetric> metrics = new ArrayList<>();
    for (Map.Entry<String, Node> entry : mapped.entries().entrySet()) {
      metrics.add(metric(entry.getKey(), entry.getValue()));
    }
    return new Rule(where, beans(), ConditionReader.read(rule.entries().get("onlyIf")), metrics);
  }

  static void checkKeys(Node.Mapping node, Set<String> known) throws RuleException {
    for (Map.Entry<String, Node> entry : node.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw new RuleException(
            entry.getValue().line(),
            "key " + entry.getKey() + " is not one of " + String.join(", ", sorted(known)));
      }
    }
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private List<ObjectName> beans() throws RuleException {
    List<ObjectName> beans = new ArrayList<>();
    Node bean = rule.entries().get("bean");
    if (bean != null) {
      beans.add(objectName(bean));
    }
    Node several = rule.entries().get("beans");
    if (several instanceof Node.Sequence sequence) {
      for (Node one : sequence.items()) {
        beans.add(objectName(one));
      }
    } else if (several != null) {
      throw new RuleException(several.line(), "beans is not a list; for one MBean write \"bean:\"");
    }
    if (beans.isEmpty()) {
      throw new RuleException(rule.line(), "no MBean is named; add \"bean: domain:key=value\"");
    }
    return beans;
  }

  static ObjectName objectName(Node node) throws RuleException {
    String name = text(node, "bean");
    try {
      return new ObjectName(name);
    } catch (MalformedObjectNameException bad) {
      throw new RuleException(
          node.line(),
          "bean \"" + name + "\" is not the name of an MBean; write domain:key=value,key2=value2");
    }
  }

  private RuleMetric metric(String attribute, Node node) throws RuleException {
    AttributePath path = AttributePath.parse(attribute, node.line());
    Node.Mapping own = own(attribute, node);
    checkKeys(own, METRIC_KEYS);
    Rule.Type type = type(own);
    String prefix = textOr(rule, "prefix", "");
    String name = prefix + textOr(own, "metric", path.name());
    if (!METRIC_NAME.matcher(name).matches()) {
      throw new RuleException(
          own.line(),
          "metric \"" + name + "\" is not a letter and then letters, digits, _ . - / (up to 255)");
    }
    Map<String, Rule.Source> attributes = new LinkedHashMap<>();
    Optional<Rule.States> states = addAttributes(rule, attributes, Optional.empty());
    states = addAttributes(own, attributes, states);
    if (states.isPresent()) {
      type = Rule.Type.STATE;
    } else if (type == Rule.Type.STATE) {
      throw new RuleException(
          own.line(), name + " has no states; add a metricAttribute that maps states to values");
    }
    String unit = type == Rule.Type.STATE ? "1" : inherited(own, "unit");
    if (unit == null) {
      throw new RuleException(own.line(), name + " has no unit; add \"unit:\", such as s, By, '1'");
    }
    return new RuleMetric(
        path,
        name,
        type,
        unit,
        divisor(own, unit),
        textOr(own, "desc", ""),
        flag(own),
        attributes,
        states);
  }

  private static Node.Mapping own(String attribute, Node node) throws RuleException {
    if (node instanceof Node.Mapping mapping) {
      return mapping;
    }
    if (node instanceof Node.Scalar scalar && scalar.text().isEmpty()) {
      return new Node.Mapping(node.line(), Map.of());
    }
    throw new RuleException(
        node.line(), attribute + " has a value; below it belong metric, type, unit, desc");
  }

  private Rule.Type type(Node.Mapping own) throws RuleException {
    String type = inherited(own, "type");
    return switch (type == null ? "gauge" : type.toLowerCase(Locale.ROOT)) {
      case "counter" -> Rule.Type.COUNTER;
      case "updowncounter" -> Rule.Type.UPDOWNCOUNTER;
      case "gauge" -> Rule.Type.GAUGE;
      case "state" -> Rule.Type.STATE;
      default ->
          throw new RuleException(
              own.line(), "type " + type + " is not one of counter, updowncounter, gauge, state");
    };
  }

  private double divisor(Node.Mapping own, String unit) throws RuleException {
    String source = inherited(own, "sourceUnit");
    if (source == null || source.equals(unit)) {
      return 1;
    }
    Double divisor = DIVISORS.get(source + " " + unit);
    if (divisor == null) {
      throw new RuleException(
          own.line(),
          "sourceUnit "
              + source
              + " cannot become "
              + unit
              + "; ms, us and ns can become s, and % can become 1");
    }
    return divisor;
  }

  private boolean flag(Node.Mapping own) throws RuleException {
    String flag = inherited(own, "dropNegativeValues");
    if (flag != null && !flag.equals("true") && !flag.equals("false")) {
      throw new RuleException(
          own.line(), "dropNegativeValues " + flag + " is neither true nor false");
    }
    return "true".equals(flag);
  }

  /** Adds the attributes that stand at a level of the rule; gives the states, if there are any. */
  private static Optional<Rule.States> addAttributes(
      Node.Mapping level, Map<String, Rule.Source> attributes, Optional<Rule.States> above)
      throws RuleException {
    Node node = level.entries().get("metricAttribute");
    if (node == null) {
      return above;
    }
    if (!(node instanceof Node.Mapping named)) {
      throw new RuleException(
          node.line(), "metricAttribute has no attributes; write \"name: param(key)\" below it");
    }
    Optional<Rule.States> states = above;
    for (Map.Entry<String, Node> entry : named.entries().entrySet()) {
      if (entry.getValue() instanceof Node.Mapping values) {
        states = Optional.of(states(entry.getKey(), values));
      } else {
        attributes.put(
            entry.getKey(), source(text(entry.getValue(), entry.getKey()), entry.getValue()));
      }
    }
    return states;
  }

  private static Rule.Source source(String text, Node node) throws RuleException {
    Matcher call = FUNCTION.matcher(text);
    if (!call.matches()) {
      throw new RuleException(
          node.line(),
          "\""
              + text
              + "\" is not param(key), beanattr(name), const(text), or lowercase(...) of one of them");
    }
    String argument = call.group(2);
    return switch (call.group(1)) {
      case "param" -> new Rule.Source.Parameter(argument);
      case "beanattr" -> new Rule.Source.BeanAttribute(AttributePath.parse(argument, node.line()));
      case "lowercase" ->
          new Rule.Source.Changed(source(argument, node), value -> value.toLowerCase(Locale.ROOT));
      case "stripprefix" -> stripPrefix(argument, node);
      default -> new Rule.Source.Constant(argument);
    };
  }

  /** {@code stripprefix(text, source)}: the source's text without that text at its beginning. */
  private static Rule.Source stripPrefix(String arguments, Node node) throws RuleException {
    int comma = arguments.indexOf(',');
    if (comma < 1) {
      throw new RuleException(
          node.line(), "stripprefix needs a text and a source: stripprefix(text, param(key))");
    }
    String prefix = arguments.substring(0, comma).strip();
    return new Rule.Source.Changed(
        source(arguments.substring(comma + 1).strip(), node),
        value -> value.startsWith(prefix) ? value.substring(prefix.length()) : value);
  }

  private static Rule.States states(String key, Node.Mapping node) throws RuleException {
    Map<String, String> byValue = new LinkedHashMap<>();
    String otherwise = null;
    for (Map.Entry<String, Node> state : node.entries().entrySet()) {
      List<Node> values =
          state.getValue() instanceof Node.Sequence several
              ? several.items()
              : List.of(state.getValue());
      for (Node value : values) {
        String text = text(value, state.getKey());
        boolean repeated =
            text.equals("*")
                ? otherwise != null
                : byValue.putIfAbsent(text, state.getKey()) != null;
        if (repeated) {
          throw new RuleException(
              value.line(), key + " has two states for " + text + "; leave one");
        }
        if (text.equals("*")) {
          otherwise = state.getKey();
        }
      }
    }
    if (otherwise == null) {
      throw new RuleException(
          node.line(), key + " has no state for other values; give one of them '*', in quotes");
    }
    return new Rule.States(key, byValue, otherwise, List.copyOf(node.entries().keySet()));
  }

  /** The text at the metric, or else at the rule. */
  private @Nullable String inherited(Node.Mapping own, String key) throws RuleException {
    Node.Mapping level = own.entries().containsKey(key) ? own : rule;
    Node node = level.entries().get(key);
    return node == null ? null : text(node, key);
  }

  static String textOr(Node.Mapping level, String key, String fallback) throws RuleException {
    Node node = level.entries().get(key);
    return node == null ? fallback : text(node, key);
  }

  static String text(Node node, String key) throws RuleException {
    if (node instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
      return scalar.text().strip();
    }
    throw new RuleException(node.line(), key + " has no text; write it behind the colon");
  }
}
