package ee.otel.metrics.internal.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {
  private static final String GOOD =
      """
        - bean: good:type=%s
          unit: s
          mapping:
            Time:
      """;

  private final List<String> warnings = new ArrayList<>();

  private List<Rule> rules(String text) {
    return new RuleFile("my.yaml", text).rules(warnings::add);
  }

  @Test
  void rule_isReadWhole() {
    Rule rule =
        rules(
                """
                ---
                # Everything that the language has.
                rules: # all of them
                  - beans:
                      - acme:type=Pool,name=*
                      - acme:type=Other
                    prefix: acme.
                    unit: s
                    sourceUnit: ms
                    type: CounTer
                    dropNegativeValues: true
                    metricAttribute:
                      name: param(name)
                      kind: lowercase( beanattr(Kind) )
                    onlyIf:
                      attribute: statisticsEnabled
                    mapping:
                      Waited.total:
                      Free:
                        metric: free
                        type: gauge
                        unit: '{item}'
                        sourceUnit: '{item}'
                        dropNegativeValues: false
                        desc: What is left
                        metricAttribute:
                          kind: const(mine)
                """)
            .get(0);
    assertEquals(List.of(), warnings);
    assertEquals("rule 1 of my.yaml", rule.where());
    assertEquals(2, rule.beans().size());
    assertEquals(1, rule.conditions().size());
    RuleMetric waited = rule.metrics().get(0);
    assertEquals("acme.Waited.total", waited.name());
    assertEquals(Rule.Type.COUNTER, waited.type());
    assertEquals(1000, waited.divisor());
    assertTrue(waited.dropNegative());
    assertEquals(List.of("name", "kind"), List.copyOf(waited.attributes().keySet()));
    RuleMetric free = rule.metrics().get(1);
    assertEquals("acme.free", free.name());
    assertEquals(Rule.Type.GAUGE, free.type());
    assertEquals("{item}", free.unit());
    assertEquals(1, free.divisor());
    assertEquals("What is left", free.description());
    assertEquals(new Rule.Source.Constant("mine"), free.attributes().get("kind"));
  }

  /** A bad line below {@code - bean: a:b=c}, and what the warning says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "  color: red                   | key color is not one of",
        "  onlyIf: yes                  | onlyIf has neither",
        "  type: histogram              | not one of counter, updowncounter, gauge, state",
        "  type: state                  | has no states",
        "  sourceUnit: min              | cannot become",
        "  dropNegativeValues: perhaps  | neither true nor false",
        "  prefix: 1                    | is not a letter and then",
        "  prefix:                      | prefix has no text",
        "  beans: x:y=z                 | beans is not a list",
        "  beans: [nonsense]            | is not the name of an MBean",
        "  metricAttribute: {a: b}      | uses braces",
        "  metricAttribute: x           | has no attributes",
        "  metricAttribute:\\n      a: b | is not param(key)",
        "  metricAttribute:\\n      a: lowercase(b) | is not param(key)",
        "  metricAttribute:\\n      a: stripprefix(b) | needs a text and a source",
        "  metricAttribute:\\n      a:\\n        on: x | has no state for other values",
        "  metricAttribute:\\n      a:\\n        on: [x, x, '*'] | two states for x",
        "  prefix: x\\n     y: more       | continues a value",
        "  bean: again:b=c              | repeats a key",
      })
  void brokenRule_isOneWarningWithFileRuleLineAndCure_andTheOthersWork(
      String bad, String expected) {
    List<Rule> rules =
        rules(
            "rules:\n"
                + GOOD.formatted("First")
                + "  - bean: a:b=c\n"
                + ("    " + bad).replace("\\n", "\n")
                + "\n    unit: s\n    mapping:\n      Time:\n"
                + GOOD.formatted("Last"));
    assertEquals(
        List.of("good:type=First", "good:type=Last"),
        rules.stream().map(rule -> rule.beans().get(0).toString()).toList());
    assertEquals(1, warnings.size(), warnings + "");
    assertTrue(
        warnings.get(0).startsWith("MBean rules of my.yaml: rule 2 is left out, line "),
        warnings.get(0));
    assertTrue(warnings.get(0).contains(expected), warnings.get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  - bean: a:b=c\n    unit: s\n",
        "  - unit: s\n    mapping:\n      A:\n",
        "  - bean: a:b=c\n    mapping:\n      A:\n",
        "  - bean: a:b=c\n    unit: s\n    mapping:\n      A: 1\n",
        "  - bean: a:b=c\n    unit: s\n    mapping:\n      A..b:\n",
        "  - just text\n",
        "  -\n"
      })
  void incompleteRule_isOneWarning(String rule) {
    assertEquals(1, rules("rules:\n" + rule + GOOD.formatted("Last")).size());
    assertEquals(1, warnings.size(), warnings + "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# nothing", "rules:", "rules:\n  # none\n", "rule:\n- a", "[]", "\0"})
  void fileWithoutRules_isOneWarning(String text) {
    assertEquals(List.of(), rules(text));
    assertEquals(1, warnings.size(), warnings + "");
    assertTrue(warnings.get(0).contains("no rules in it"), warnings.get(0));
  }

  @Test
  void ruleThatIsNestedTooDeeply_isOneWarning() {
    String deep = "  - bean: a:b=c\n    x: \n      " + "- ".repeat(20_000) + "y\n";
    assertEquals(1, rules("rules:\n" + deep + GOOD.formatted("Last")).size());
    assertEquals(1, warnings.size(), warnings + "");
  }

  @Test
  void anchor_isKnownInLaterRules() {
    List<Rule> rules =
        rules(
            """
            rules:
            - bean: a:b=c
              unit: &unit "{thing}"
              mapping:
                A:
            - bean: a:b=d
              unit: *unit
              mapping:
                B:
            """);
    assertEquals("{thing}", rules.get(1).metrics().get(0).unit());
  }
}
