package ee.otel.metrics.internal.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.view.InstrumentDescriptor.Advice;
import io.opentelemetry.api.common.Attributes;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelectorTest {
  private static final InstrumentDescriptor DURATION =
      new InstrumentDescriptor(
          new Scope("shop", "1.2", "https://exemplar.org/1", Attributes.empty()),
          "Http.Duration",
          InstrumentKind.HISTOGRAM,
          NumberType.DOUBLE,
          "ms",
          "",
          Advice.NONE);

  private static boolean selects(
      @Nullable String name,
      @Nullable InstrumentKind kind,
      @Nullable String unit,
      @Nullable String meter,
      @Nullable String version,
      @Nullable String schema) {
    return InstrumentMatcher.matches(
        new InstrumentSelector(name, kind, unit, meter, version, schema), DURATION);
  }

  @Test
  void eachCriterion_selectsAndRefuses() {
    assertTrue(selects("Http.Duration", null, null, null, null, null));
    assertFalse(selects("Http.Duratio", null, null, null, null, null));
    assertTrue(selects(null, InstrumentKind.HISTOGRAM, null, null, null, null));
    assertFalse(selects(null, InstrumentKind.COUNTER, null, null, null, null));
    assertTrue(selects(null, null, "ms", null, null, null));
    assertFalse(selects(null, null, "MS", null, null, null));
    assertTrue(selects(null, null, null, "shop", null, null));
    assertFalse(selects(null, null, null, "Shop", null, null));
    assertTrue(selects(null, null, null, "s*p", null, null));
    assertTrue(selects(null, null, null, null, "1.2", null));
    assertFalse(selects(null, null, null, null, "1.*", null));
    assertTrue(selects(null, null, null, null, null, "https://exemplar.org/1"));
    assertFalse(selects(null, null, null, null, null, "https://exemplar.org/2"));
  }

  @Test
  void allCriteria_haveToMatch() {
    assertTrue(
        selects("*", InstrumentKind.HISTOGRAM, "ms", "shop", "1.2", "https://exemplar.org/1"));
    assertFalse(selects("*", InstrumentKind.HISTOGRAM, "s", "shop", "1.2", null));
    assertFalse(selects("x*", InstrumentKind.HISTOGRAM, "ms", "shop", "1.2", null));
  }

  @Test
  void instrumentName_isComparedInAnyCase() {
    for (String name :
        new String[] {"http.duration", "HTTP.DURATION", "http.*", "HTTP.?uration", "*", "????.*"}) {
      assertTrue(selects(name, null, null, null, null, null), name);
    }
    assertFalse(selects("http?duratio?n", null, null, null, null, null));
    assertFalse(selects("httpx*", null, null, null, null, null));
  }

  @Test
  void charactersOfExpressions_standForThemselves() {
    assertFalse(selects("http.durat..n", null, null, null, null, null));
    assertFalse(selects("[h]ttp.duration", null, null, null, null, null));
  }

  @Test
  void selectorWithoutCriteria_selectsEverything() {
    assertTrue(selects(null, null, null, null, null, null));
    assertThrows(
        IllegalArgumentException.class, () -> View.of(InstrumentSelector.all()).name("x").build());
  }

  @Test
  void emptyVersion_selectsMetersWithoutOne() {
    InstrumentSelector selector = new InstrumentSelector(null, null, null, null, "", null);
    assertTrue(InstrumentMatcher.matches(selector, instrumentOf(null)));
    assertTrue(InstrumentMatcher.matches(selector, instrumentOf("")));
    assertFalse(InstrumentMatcher.matches(selector, instrumentOf("1")));
  }

  private static InstrumentDescriptor instrumentOf(@Nullable String version) {
    return new InstrumentDescriptor(
        new Scope("m", version, null, Attributes.empty()),
        "x",
        InstrumentKind.COUNTER,
        NumberType.LONG,
        "",
        "",
        Advice.NONE);
  }

  @Test
  void longPattern_takesNoTimeToSpeakOf() {
    String pattern = "*a".repeat(5000) + "b";
    assertFalse(Wildcards.matches(pattern, "a".repeat(10000)));
  }

  @Property(tries = 3000)
  void glob_isTheSameAsAnExpression(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    StringBuilder expression = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    assertEquals(
        Pattern.compile(expression.toString(), Pattern.DOTALL).matcher(text).matches(),
        Wildcards.matches(pattern, text));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab.*?").ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab.").ofMaxLength(8);
  }
}
