package ee.otel.metrics.internal.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.ExemplarReservoir;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.api.ViewMatching;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.view.InstrumentDescriptor.Advice;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** View matching mode {@code composable}: the views that match make one stream together. */
class ComposableViewsTest {
  private static final InstrumentDescriptor HISTOGRAM =
      new InstrumentDescriptor(
          Scope.named("m"),
          "h",
          InstrumentKind.HISTOGRAM,
          NumberType.DOUBLE,
          "",
          "own",
          Advice.NONE);

  private static View.Builder all() {
    return View.of(InstrumentSelector.named("*"));
  }

  private static View.Builder named() {
    return View.of(InstrumentSelector.named("h"));
  }

  private static List<StreamConfig> streams(View.Builder... views) {
    return new Views(
            Arrays.stream(views).map(View.Builder::build).toList(),
            ViewMatching.COMPOSABLE,
            new Health(System::nanoTime))
        .streamsOf(HISTOGRAM, ReaderOptions.of(Temporality.CUMULATIVE));
  }

  private static StreamConfig stream(View.Builder... views) {
    List<StreamConfig> streams = streams(views);
    assertEquals(1, streams.size(), streams::toString);
    return streams.get(0);
  }

  @Test
  void lastSetting_wins() {
    Supplier<ExemplarReservoir> first = () -> ExemplarReservoir.fixedSize(1);
    Supplier<ExemplarReservoir> last = () -> ExemplarReservoir.fixedSize(2);
    StreamConfig stream =
        stream(
            all()
                .description("one")
                .aggregation(Aggregation.sum())
                .exemplarReservoir(first)
                .cardinalityLimit(1),
            all().description("two").exemplarReservoir(last),
            all().cardinalityLimit(3));
    assertEquals("h", stream.name());
    assertEquals("two", stream.description());
    assertEquals(Aggregation.sum(), stream.aggregation());
    assertSame(last, stream.reservoir());
    assertEquals(3, stream.cardinalityLimit());
  }

  @Test
  void unset_isTheInstrumentsOwn() {
    StreamConfig stream = stream(all(), named());
    assertEquals("own", stream.description());
    assertEquals(Aggregation.explicitBucketHistogram(), stream.aggregation());
    assertEquals(2000, stream.cardinalityLimit());
    assertEquals(AttributeFilter.ALL, stream.attributes());
  }

  @Test
  void includedKeys_intersect() {
    assertEquals(
        new AttributeFilter(Set.of("b"), Set.of()),
        stream(
                all().includedAttributeKeys(Set.of("a", "b")),
                all(),
                all().includedAttributeKeys(Set.of("b", "c")))
            .attributes());
  }

  @Test
  void excludedKeys_unite() {
    assertEquals(
        new AttributeFilter(null, Set.of("a", "b")),
        stream(all().excludedAttributeKeys(Set.of("a")), all().excludedAttributeKeys(Set.of("b")))
            .attributes());
    assertEquals(
        new AttributeFilter(Set.of("a", "b"), Set.of("b")),
        stream(
                all().excludedAttributeKeys(Set.of("b")),
                all().includedAttributeKeys(Set.of("a", "b")))
            .attributes());
  }

  @Test
  void namedViews_makeAStreamForEachNameWithTheUnnamedInAll() {
    List<StreamConfig> streams =
        streams(
            named().name("x").description("of x"),
            all().cardinalityLimit(7),
            named().name("y"),
            named().name("x").cardinalityLimit(9));
    assertEquals(List.of("x", "y"), streams.stream().map(StreamConfig::name).toList());
    assertEquals(List.of("of x", "own"), streams.stream().map(StreamConfig::description).toList());
    assertEquals(List.of(9, 7), streams.stream().map(StreamConfig::cardinalityLimit).toList());
  }

  @Test
  void drop_isASettingAsOthers() {
    assertTrue(streams(named(), all().aggregation(Aggregation.drop())).isEmpty());
    assertEquals(
        Aggregation.sum(),
        stream(all().aggregation(Aggregation.drop()), named().aggregation(Aggregation.sum()))
            .aggregation());
  }

  @Test
  void viewThatDoesNotMatch_addsNothing() {
    assertEquals(
        "own",
        stream(all(), View.of(InstrumentSelector.named("other")).description("x")).description());
  }
}
