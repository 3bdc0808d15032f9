package ee.otel.metrics.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.snapshot.NumberType;
import ee.otel.metrics.snapshot.Scope;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InstrumentSelectorTest {
  private static final InstrumentDescriptor LATENCY =
      new InstrumentDescriptor(
          new Scope("shop", "1.0", "http://schema", Attributes.empty()),
          "Http.Latency",
          InstrumentKind.HISTOGRAM,
          NumberType.DOUBLE,
          "ms",
          "",
          Advice.NONE);

  @ParameterizedTest
  @CsvSource({
    "http.latency, true",
    "HTTP.LATENCY, true",
    "*, true",
    "http.*, true",
    "*latency, true",
    "*.*, true",
    "**, true",
    "http?latency, true",
    "????????????, true",
    "?*?, true",
    "http.latenc, false",
    "http.latency?, false",
    "http, false",
    "latency, false",
    "http*x, false",
    "http.l.tency, false"
  })
  void name_matchesInAnyCaseAndWithWildcards(String pattern, boolean matches) {
    assertEquals(matches, InstrumentSelector.named(pattern).matches(LATENCY));
  }

  @ParameterizedTest
  @EnumSource(InstrumentKind.class)
  void kind_matchesItselfOnly(InstrumentKind kind) {
    assertEquals(
        kind == InstrumentKind.HISTOGRAM, InstrumentSelector.ofKind(kind).matches(LATENCY));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "ms, -, -, -, true",
        "MS, -, -, -, false",
        "m?, -, -, -, false",
        "-, shop, -, -, true",
        "-, sh*, -, -, true",
        "-, s?op, -, -, true",
        "-, Shop, -, -, false",
        "-, -, 1.0, -, true",
        "-, -, 1.*, -, false",
        "-, -, -, http://schema, true",
        "-, -, -, http://*, false",
        "ms, shop, 1.0, http://schema, true",
        "s, shop, 1.0, http://schema, false",
        "ms, shop, 1.1, http://schema, false"
      })
  void criteria_haveToMatchAll(
      String unit, String meter, String version, String schema, boolean matches) {
    assertEquals(
        matches, new InstrumentSelector(null, null, unit, meter, version, schema).matches(LATENCY));
  }

  @Test
  void versionAndSchema_doNotMatchAMeterWithoutThem() {
    InstrumentDescriptor plain =
        new InstrumentDescriptor(
            new Scope("shop", null, null, Attributes.empty()),
            "orders",
            InstrumentKind.COUNTER,
            NumberType.LONG,
            "",
            "",
            Advice.NONE);

    assertFalse(new InstrumentSelector(null, null, null, null, "1.0", null).matches(plain));
    assertFalse(
        new InstrumentSelector(null, null, null, null, null, "http://schema").matches(plain));
  }

  @Test
  void selectorWithoutCriterion_isRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new InstrumentSelector(null, null, null, null, null, null))
            .getMessage();

    assertTrue(message.contains("no criterion"), message);
  }

  /** What a regular expression would be for the pattern decides. */
  @Property
  void glob_agreesWithRegularExpressions(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    StringBuilder expression = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      expression.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }

    assertEquals(
        Pattern.compile(expression.toString(), Pattern.DOTALL).matcher(text).matches(),
        InstrumentSelector.glob(pattern, text));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars('a', 'b', '.', '*', '?').ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars('a', 'b', '.', '\n').ofMaxLength(10);
  }

  @Test
  void manyStars_takeNoTime() {
    String text = "a".repeat(5000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertFalse(InstrumentSelector.glob("a*".repeat(200) + "b", text)));
  }

  @Test
  void names_areComparedWithoutTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr"));
    try {
      assertTrue(InstrumentSelector.named("HTTP.latency").matches(LATENCY));
      assertTrue(
          InstrumentSelector.named("I")
              .matches(
                  new InstrumentDescriptor(
                      LATENCY.scope(),
                      "i",
                      InstrumentKind.COUNTER,
                      NumberType.LONG,
                      "",
                      "",
                      Advice.NONE)));
    } finally {
      Locale.setDefault(before);
    }
  }
}
