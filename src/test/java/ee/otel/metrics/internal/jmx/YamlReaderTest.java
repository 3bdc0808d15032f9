package ee.otel.metrics.internal.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

class YamlReaderTest {

  private static Object read(String text) throws RuleException {
    return plain(YamlReader.read(text.lines().toList(), 1, new HashMap<>()));
  }

  private static Object plain(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar.text();
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence.items().stream().map(YamlReaderTest::plain).toList();
    }
    Map<String, Object> plain = new LinkedHashMap<>();
    ((Node.Mapping) node).entries().forEach((key, value) -> plain.put(key, plain(value)));
    return plain;
  }

  /** What a whole YAML reader makes of it, all scalars as text. */
  private static Object readByThePeer(String text) {
    return new Compose(LoadSettings.builder().build())
        .composeString(text)
        .map(YamlReaderTest::plainOfThePeer)
        .orElse("");
  }

  private static Object plainOfThePeer(org.snakeyaml.engine.v2.nodes.Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(YamlReaderTest::plainOfThePeer).toList();
    }
    Map<Object, Object> plain = new LinkedHashMap<>();
    ((MappingNode) node)
        .getValue()
        .forEach(
            entry ->
                plain.put(
                    plainOfThePeer(entry.getKeyNode()), plainOfThePeer(entry.getValueNode())));
    return plain;
  }

  @Test
  void document_isWhatAWholeYamlReaderMakesOfIt() throws RuleException {
    String text =
        """
        # a comment
        a: plain text, with: no
        """
                .replace("with: no", "with no")
            + """
            'quoted ''key''': "x \\\\ \\" \\n" # behind
            list:
            - one
            - two # two
            -
              - nested
            - k: v

              l:
                m: '*'
            flow: [ a, 'b, c', "d" ]
            named: &x By
            again: *x
            empty:
            url: http://host:1/#no-comment
            bean: org.xnio:type=Xnio,provider="nio",worker=*
            """;
    assertEquals(readByThePeer(text), read(text));
    assertTrue(read(text) instanceof Map<?, ?> map && map.size() == 9, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: {b: c} | braces",
        "a: >     | several lines",
        "a: *b    | alias of nothing",
        "a: @b    | special character",
        "a: b: c  | colon within",
        "a: 'b    | without an end",
        "a: [b    | no end of the list",
        "a: \"\\x\" | escape",
        "a:b      | not \"key: value\"",
      })
  void whatRulesDoNotNeed_isRefusedWithTheLineAndACure(String line, String expected) {
    RuleException refused =
        assertThrows(RuleException.class, () -> read("first: 1\n" + line + "\n"), line);
    assertTrue(refused.getMessage().startsWith("line 2: "), refused.getMessage());
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b\n  c: d",
        "a:\n    b: 1\n  c: 2",
        "a: 1\na: 2",
        "- a\n b",
        "a: b\n  more",
        "\ta: b",
        "a: [b] c",
        "a: 'b' c",
        "? a",
        "a: [b: c]",
        "a: &x",
        "--- \"",
        "[:a]",
        "['a' # b]",
        "a: b\n---",
        "&x # c\n  &y b",
        "a: &x\n  &y b",
        "a: &x b\nc: &y\n  *x",
        "-a: b\n- c",
        "  a: b\nc: d"
      })
  void malformedText_isRefusedOrMeansWhatItMeansToAWholeReader(String text) {
    agrees(text);
  }

  /** Texts of pieces that matter to the grammar, most of them nonsense. */
  @Property(tries = 3000)
  void whatIsAccepted_meansWhatItMeansToAWholeReader(@ForAll("texts") String text) {
    agrees(text);
  }

  private static void agrees(String text) {
    Object ours;
    try {
      ours = read(text);
    } catch (RuleException refused) {
      return;
    }
    assertEquals(readByThePeer(text), ours, () -> "«" + text + "»");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a", "b", "key: ", "k:", ": ", ":", "- ", "-", "\n", "\n  ", "\n- ", "\n  - ", "\n    ",
            " ", "#", " # c", "'", "''", "\"", "\\\"", "\\", "[", "]", ", ", ",", "*x", "&x ", "{",
            "}", "|", "?", "!", "%", "a.b", "x=y", "true", "1", "[a, b]", "'q'", "\"q\"")
        .list()
        .ofMinSize(1)
        .ofMaxSize(9)
        .map(pieces -> String.join("", pieces));
  }

  /** Documents as people write them: nothing of them is refused. */
  @Property(tries = 500)
  void rules_areReadWhole(@ForAll("documents") Object document) throws RuleException {
    List<String> lines = new ArrayList<>();
    write(document, "", lines);
    String text = String.join("\n", lines) + "\n";
    assertEquals(document, read(text), text);
    assertEquals(document, readByThePeer(text), text);
  }

  @Provide
  Arbitrary<Object> documents() {
    Arbitrary<String> keys = Arbitraries.of("bean", "a.b", "Usage.used", "x-y", "A - B");
    Arbitrary<Object> scalars =
        Arbitraries.of(
                "", "a", "param(name)", "it's", "*", "a: b", "# x", "a #b", "\"", "[x", "\\n")
            .map(Object.class::cast);
    return Arbitraries.recursive(
        () -> scalars,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMinSize(1).ofMaxSize(3).map(Object.class::cast),
                Arbitraries.maps(keys, inner).ofMinSize(1).ofMaxSize(3).map(Object.class::cast)),
        1,
        3);
  }

  private static void write(Object node, String indent, List<String> lines) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> writeBehind(indent + key + ":", value, indent + "  ", lines));
    } else if (node instanceof List<?> list) {
      list.forEach(value -> writeBehind(indent + "-", value, indent + "  ", lines));
    } else {
      lines.add(indent + quoted(node));
    }
  }

  private static void writeBehind(String begin, Object node, String indent, List<String> lines) {
    if (node instanceof String) {
      lines.add(begin + " " + quoted(node));
    } else {
      lines.add(begin);
      write(node, indent, lines);
    }
  }

  private static String quoted(Object text) {
    return "'" + text.toString().replace("'", "''") + "'";
  }
}
