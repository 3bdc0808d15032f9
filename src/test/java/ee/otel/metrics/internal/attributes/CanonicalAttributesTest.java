package ee.otel.metrics.internal.attributes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.metrics.LongCounter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is one on the wire is one series. */
class CanonicalAttributesTest {
  private static final AttributeKey<Value<?>> VALUE = AttributeKey.valueKey("k");
  private static final AttributeKey<String> TEXT = AttributeKey.stringKey("k");
  private static final AttributeKey<List<String>> TEXTS = AttributeKey.stringArrayKey("k");
  private static final AttributeKey<List<Long>> LONGS = AttributeKey.longArrayKey("k");

  static Stream<Arguments> sameOnTheWire() {
    return Stream.of(
        same(Attributes.of(TEXT, "x"), Attributes.of(VALUE, Value.of("x"))),
        same(Attributes.of(AttributeKey.longKey("k"), 7L), Attributes.of(VALUE, Value.of(7L))),
        same(Attributes.of(AttributeKey.doubleKey("k"), 1.5), Attributes.of(VALUE, Value.of(1.5))),
        same(
            Attributes.of(AttributeKey.booleanKey("k"), true),
            Attributes.of(VALUE, Value.of(true))),
        same(
            Attributes.of(TEXTS, List.of("a", "b")),
            Attributes.of(VALUE, Value.of(Value.of("a"), Value.of("b")))),
        same(Attributes.of(TEXTS, List.of()), Attributes.of(LONGS, List.of())),
        same(Attributes.of(TEXTS, List.of()), Attributes.of(VALUE, Value.of(List.of()))),
        same(Attributes.of(TEXT, "a?b"), Attributes.of(TEXT, "a\uD800b")),
        same(Attributes.of(TEXT, "?"), Attributes.of(TEXT, "\uDC00")),
        same(Attributes.of(TEXT, "?"), Attributes.of(VALUE, Value.of("\uD800"))),
        same(Attributes.of(TEXTS, List.of("?")), Attributes.of(TEXTS, List.of("\uDBFF"))),
        same(
            Attributes.of(AttributeKey.longKey("?"), 1L),
            Attributes.of(AttributeKey.longKey("\uD800"), 1L)),
        same(
            Attributes.of(VALUE, Value.of(KeyValue.of("a", Value.of(2)))),
            Attributes.of(
                VALUE, Value.of(KeyValue.of("a", Value.of(1)), KeyValue.of("a", Value.of(2))))),
        same(
            Attributes.of(
                VALUE, Value.of(KeyValue.of("a", Value.of(1)), KeyValue.of("b", Value.of(2)))),
            Attributes.of(
                VALUE, Value.of(KeyValue.of("b", Value.of(2)), KeyValue.of("a", Value.of(1))))));
  }

  private static Arguments same(Attributes one, Attributes other) {
    return Arguments.of(one, other);
  }

  @ParameterizedTest
  @MethodSource("sameOnTheWire")
  void attributesThatAreOneOnTheWire_areOneSeries(Attributes one, Attributes other) {
    assertEquals(CanonicalAttributes.of(one), CanonicalAttributes.of(other));
    for (boolean filtered : new boolean[] {false, true}) {
      OtelMetrics metrics =
          OtelMetrics.builder()
              .view(
                  View.of(InstrumentSelector.named("*"))
                      .excludedAttributeKeys(filtered ? Set.of("noise") : Set.of())
                      .cardinalityLimit(1)
                      .build())
              .build();
      LongCounter counter = metrics.meterProvider().get("m").counterBuilder("c").build();
      metrics
          .meterProvider()
          .get("m")
          .counterBuilder("o")
          .buildWithCallback(
              m -> {
                m.record(1, one);
                m.record(10, other);
              });
      counter.add(1, one);
      counter.add(100, Attributes.of(AttributeKey.stringKey("beyond"), "the limit"));
      counter.add(10, other);
      Collected collected = Collected.take(metrics);
      assertEquals(2, collected.points("c").size());
      assertEquals(100, collected.value("c", Collected.OVERFLOW));
      assertEquals(1, collected.points("o").size());
      assertEquals(11, collected.total("o"));
    }
  }

  @Test
  void attributesThatDiffer_stayTwo() {
    List<Attributes> all =
        List.of(
            Attributes.empty(),
            Attributes.of(TEXT, "1"),
            Attributes.of(AttributeKey.longKey("k"), 1L),
            Attributes.of(AttributeKey.doubleKey("k"), 1d),
            Attributes.of(TEXTS, List.of("1")),
            Attributes.of(LONGS, List.of(1L)),
            Attributes.of(TEXTS, Arrays.asList("1", null)),
            Attributes.of(TEXT, "\uD83D\uDE00"),
            Attributes.of(VALUE, Value.of(new byte[] {1})),
            Attributes.of(VALUE, Value.of(KeyValue.of("k", Value.of("1")))));
    assertEquals(all.size(), all.stream().map(CanonicalAttributes::of).distinct().count());
  }

  @Test
  void ordinaryAttributes_areKeptAsTheyAre() {
    Attributes plain =
        Attributes.builder()
            .put("a", "\uD83D\uDE00")
            .put("b", 1)
            .put("c", 1.5)
            .put("d", true)
            .build();
    assertSame(plain, CanonicalAttributes.of(plain));
    assertTrue(CanonicalAttributes.canBeKept(plain));
    Attributes list = Attributes.of(TEXTS, List.of("a"));
    assertTrue(CanonicalAttributes.isCanonical(list));
    assertFalse(CanonicalAttributes.canBeKept(list));
  }

  @Test
  void wrongValueForAKey_becomesItsText() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Attributes wrong =
        Attributes.of((AttributeKey) AttributeKey.longKey("k"), new StringBuilder("x"));
    assertEquals(Attributes.of(TEXT, "x"), CanonicalAttributes.of(wrong));
  }

  @Test
  void listThatChanges_isAnotherSeries() {
    OtelMetrics metrics = OtelMetrics.builder().build();
    LongCounter counter = metrics.meterProvider().get("m").counterBuilder("c").build();
    List<String> list = new ArrayList<>(List.of("red"));
    String[] array = {"red"};
    Attributes ofList = Attributes.of(TEXTS, list);
    Attributes ofArray = Attributes.builder().put("k", array).build();
    counter.add(1, ofList);
    counter.add(2, ofArray);
    list.set(0, "blue");
    array[0] = "green";
    counter.add(10, ofList);
    counter.add(20, ofArray);
    Collected collected = Collected.take(metrics);
    assertEquals(3, collected.value("c", Attributes.of(TEXTS, List.of("red"))));
    assertEquals(10, collected.value("c", Attributes.of(TEXTS, List.of("blue"))));
    assertEquals(20, collected.value("c", Attributes.of(TEXTS, List.of("green"))));
  }

  private static Value<?> nested(int levels, boolean map) {
    Value<?> value = Value.of("x");
    for (int i = 0; i < levels; i++) {
      value = map ? Value.of(KeyValue.of("k", value)) : Value.of(List.<Value<?>>of(value));
    }
    return value;
  }

  private static int levelsOf(Value<?> value) {
    int levels = 0;
    Object inner = value.getValue();
    while (inner instanceof List<?> list) {
      Object first = list.get(0);
      inner = (first instanceof KeyValue entry ? entry.getValue() : (Value<?>) first).getValue();
      levels++;
    }
    return levels;
  }

  @Test
  void nestedValues_areCutBelowTheLimitWithOneWarning() {
    for (boolean map : new boolean[] {true, false}) {
      for (int levels : new int[] {2, 20, 24, 25, 100, 10_000}) {
        RecordedLog log = new RecordedLog();
        try {
          OtelMetrics metrics =
              OtelMetrics.builder().reader(ReaderOptions.of(Temporality.DELTA)).build();
          LongCounter counter = metrics.meterProvider().get("m").counterBuilder("c").build();
          Attributes attributes = Attributes.of(VALUE, nested(levels, map));
          counter.add(1, attributes);
          counter.add(2, attributes);
          Collected collected = Collected.take(metrics);
          assertEquals(3, collected.total("c"));
          assertEquals(1, collected.points("c").size());
          Value<?> value = collected.points("c").get(0).attributes().attributes().get(VALUE);
          assertEquals(Math.min(levels, 24), levelsOf(value));
          assertEquals(levels > 24 ? 1 : 0, log.warnings().size(), () -> log.warnings().toString());
        } finally {
          log.close();
        }
      }
    }
  }
}
