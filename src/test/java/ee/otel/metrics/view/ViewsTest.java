package ee.otel.metrics.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.aggregation.Aggregation;
import ee.otel.metrics.exemplar.ExemplarReservoir;
import ee.otel.metrics.health.Health;
import ee.otel.metrics.health.RecordedLog;
import ee.otel.metrics.snapshot.NumberType;
import ee.otel.metrics.snapshot.Scope;
import ee.otel.metrics.view.Views.Matching;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewsTest {
  private static final Aggregation EXPONENTIAL = Aggregation.base2ExponentialBucketHistogram();
  private static final Aggregation COARSE = Aggregation.explicitBucketHistogram(List.of(1d, 10d));
  private static final Views.ReaderDefaults DEFAULTS =
      new Views.ReaderDefaults(kind -> Aggregation.defaultAggregation(), kind -> 2000);

  private final RecordedLog log = new RecordedLog();

  @AfterEach
  void close() {
    log.close();
  }

  @ParameterizedTest
  @EnumSource(InstrumentKind.class)
  void instrumentWithoutView_isWhatTheSpecificationSays(InstrumentKind kind) {
    StreamConfig stream = only(independent().streamsOf(instrument(kind), DEFAULTS));

    assertEquals("orders", stream.name());
    assertEquals("all orders", stream.description());
    assertEquals(
        switch (kind) {
          case COUNTER, UP_DOWN_COUNTER, OBSERVABLE_COUNTER, OBSERVABLE_UP_DOWN_COUNTER ->
              Aggregation.sum();
          case HISTOGRAM -> Aggregation.explicitBucketHistogram();
          case GAUGE, OBSERVABLE_GAUGE -> Aggregation.lastValue();
        },
        stream.aggregation());
    assertTrue(stream.attributes().keepsAll());
    assertEquals(2000, stream.cardinalityLimit());
  }

  @Test
  void readerDefaults_countWhereNoViewSaysOtherwise() {
    Views.ReaderDefaults defaults =
        new Views.ReaderDefaults(
            kind -> kind == InstrumentKind.HISTOGRAM ? EXPONENTIAL : Aggregation.sum(),
            kind -> kind == InstrumentKind.HISTOGRAM ? 5 : 6);

    StreamConfig stream =
        only(independent().streamsOf(instrument(InstrumentKind.HISTOGRAM), defaults));
    assertEquals(EXPONENTIAL, stream.aggregation());
    assertEquals(5, stream.cardinalityLimit());
  }

  @Test
  void readerDefaultThatDoesNotFit_isSaidOnceAndIgnored() {
    Views.ReaderDefaults defaults =
        new Views.ReaderDefaults(kind -> Aggregation.sum(), kind -> 2000);
    Views views = independent();

    StreamConfig stream = only(views.streamsOf(instrument(InstrumentKind.GAUGE), defaults));
    views.streamsOf(instrument(InstrumentKind.GAUGE), defaults);
    assertEquals(Aggregation.lastValue(), stream.aggregation());
    assertEquals(1, log.warnings().size());
  }

  @Test
  void view_setsEverything() {
    Supplier<ExemplarReservoir> reservoir = () -> ExemplarReservoir.fixedSize(3);
    View view =
        View.of(InstrumentSelector.named("orders"))
            .name("renamed")
            .description("other words")
            .aggregation(COARSE)
            .includedAttributeKeys(Set.of("a", "b"))
            .excludedAttributeKeys(Set.of("b"))
            .exemplarReservoir(reservoir)
            .cardinalityLimit(9)
            .build();

    StreamConfig stream =
        only(independent(view).streamsOf(instrument(InstrumentKind.HISTOGRAM), DEFAULTS));
    assertEquals("renamed", stream.name());
    assertEquals("other words", stream.description());
    assertEquals(COARSE, stream.aggregation());
    assertEquals(new AttributeFilter(Set.of("a", "b"), Set.of("b")), stream.attributes());
    assertSame(reservoir, stream.reservoir());
    assertEquals(9, stream.cardinalityLimit());
  }

  @Test
  void adviceOnBoundaries_countsUntilAViewSaysOtherwise() {
    InstrumentDescriptor advised =
        instrument(InstrumentKind.HISTOGRAM, new Advice(List.of(3d), null));

    assertEquals(
        Aggregation.explicitBucketHistogram(List.of(3d)),
        only(independent().streamsOf(advised, DEFAULTS)).aggregation());
    assertEquals(
        Aggregation.explicitBucketHistogram(List.of(3d)),
        only(independent(view().description("x").build()).streamsOf(advised, DEFAULTS))
            .aggregation());
    assertEquals(
        COARSE,
        only(independent(view().aggregation(COARSE).build()).streamsOf(advised, DEFAULTS))
            .aggregation());
  }

  @Test
  void adviceOnAttributes_countsUntilAViewNamesSome() {
    InstrumentDescriptor advised =
        instrument(InstrumentKind.COUNTER, new Advice(null, Set.of("route")));
    AttributeFilter routes = new AttributeFilter(Set.of("route"), Set.of());

    assertEquals(routes, only(independent().streamsOf(advised, DEFAULTS)).attributes());
    assertEquals(
        routes,
        only(independent(view().description("x").build()).streamsOf(advised, DEFAULTS))
            .attributes());
    assertEquals(
        new AttributeFilter(Set.of("user"), Set.of()),
        only(independent(view().includedAttributeKeys(Set.of("user")).build())
                .streamsOf(advised, DEFAULTS))
            .attributes());
  }

  @Test
  void severalViews_makeAStreamEach() {
    Views views =
        independent(
            View.of(InstrumentSelector.named("orders")).name("first").build(),
            view().aggregation(Aggregation.drop()).build(),
            View.of(InstrumentSelector.named("other")).build(),
            view().description("third").build());

    assertEquals(
        List.of("first", "orders"),
        views.streamsOf(instrument(InstrumentKind.COUNTER), DEFAULTS).stream()
            .map(StreamConfig::name)
            .toList());
  }

  @Test
  void dropAlone_leavesNoStream() {
    assertEquals(
        List.of(),
        independent(view().aggregation(Aggregation.drop()).build())
            .streamsOf(instrument(InstrumentKind.COUNTER), DEFAULTS));
  }

  @Test
  void unfitAggregation_isAsIfTheViewWereNotThere() {
    Views views = independent(view().description("x").aggregation(COARSE).build());
    InstrumentDescriptor gauge = instrument(InstrumentKind.OBSERVABLE_GAUGE);

    StreamConfig stream = only(views.streamsOf(gauge, DEFAULTS));
    views.streamsOf(gauge, DEFAULTS);
    assertEquals("all orders", stream.description());
    assertEquals(Aggregation.lastValue(), stream.aggregation());
    assertEquals(1, log.warnings().size());
    assertTrue(
        log.warnings().get(0).contains("as if that view were not there"), log.warnings().get(0));
  }

  @ParameterizedTest
  @EnumSource(InstrumentKind.class)
  void aggregation_fitsTheKindsThatTheSpecificationNames(InstrumentKind kind) {
    boolean sums =
        switch (kind) {
          case COUNTER,
              UP_DOWN_COUNTER,
              HISTOGRAM,
              OBSERVABLE_COUNTER,
              OBSERVABLE_UP_DOWN_COUNTER ->
              true;
          case GAUGE, OBSERVABLE_GAUGE -> false;
        };
    boolean buckets =
        switch (kind) {
          case COUNTER, HISTOGRAM -> true;
          default -> false;
        };

    assertEquals(sums, kind.fits(Aggregation.sum()));
    assertEquals(!sums, kind.fits(Aggregation.lastValue()));
    assertEquals(buckets, kind.fits(COARSE));
    assertEquals(buckets, kind.fits(EXPONENTIAL));
    assertTrue(kind.fits(Aggregation.drop()));
    assertTrue(kind.fits(Aggregation.defaultAggregation()));
  }

  @Test
  void composed_theLastSettingWins() {
    StreamConfig stream =
        only(
            composable(
                    view().description("first").aggregation(COARSE).cardinalityLimit(1).build(),
                    view().description("second").build(),
                    view().aggregation(EXPONENTIAL).build())
                .streamsOf(instrument(InstrumentKind.HISTOGRAM), DEFAULTS));

    assertEquals("orders", stream.name());
    assertEquals("second", stream.description());
    assertEquals(EXPONENTIAL, stream.aggregation());
    assertEquals(1, stream.cardinalityLimit());
  }

  @Test
  void composed_viewsOfEachNameMakeAStream() {
    List<StreamConfig> streams =
        composable(
                named("a").description("of a").build(),
                named("b").build(),
                view().cardinalityLimit(3).build(),
                named("a").cardinalityLimit(4).build())
            .streamsOf(instrument(InstrumentKind.COUNTER), DEFAULTS);

    assertEquals(List.of("a", "b"), streams.stream().map(StreamConfig::name).toList());
    assertEquals(
        List.of("of a", "all orders"), streams.stream().map(StreamConfig::description).toList());
    assertEquals(List.of(4, 3), streams.stream().map(StreamConfig::cardinalityLimit).toList());
  }

  @Test
  void composed_attributesHaveToBeKeptByAll() {
    StreamConfig stream =
        only(
            composable(
                    view().includedAttributeKeys(Set.of("a", "b", "c")).build(),
                    view().description("x").build(),
                    view().includedAttributeKeys(Set.of("b", "c", "d")).build(),
                    view().excludedAttributeKeys(Set.of("c")).build())
                .streamsOf(instrument(InstrumentKind.COUNTER), DEFAULTS));

    assertEquals(
        List.of("b"),
        List.of("a", "b", "c", "d").stream().filter(stream.attributes()::keeps).toList());
  }

  @Test
  void composed_lastDropLeavesNoStream() {
    InstrumentDescriptor counter = instrument(InstrumentKind.COUNTER);
    View drop = view().aggregation(Aggregation.drop()).build();
    View sum = view().aggregation(Aggregation.sum()).build();

    assertEquals(List.of(), composable(sum, drop).streamsOf(counter, DEFAULTS));
    assertEquals(1, composable(drop, sum).streamsOf(counter, DEFAULTS).size());
  }

  @Test
  void composed_unfitAggregationLeavesTheOneBeforeAndTheOtherSettings() {
    StreamConfig stream =
        only(
            composable(
                    view().aggregation(COARSE).build(),
                    view().aggregation(Aggregation.lastValue()).description("kept").build())
                .streamsOf(instrument(InstrumentKind.HISTOGRAM), DEFAULTS));

    assertEquals(COARSE, stream.aggregation());
    assertEquals("kept", stream.description());
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("other settings count"), log.warnings().get(0));
  }

  private static View.Builder view() {
    return View.of(InstrumentSelector.named("*"));
  }

  private static View.Builder named(String name) {
    return View.of(InstrumentSelector.named("orders")).name(name);
  }

  private static Views independent(View... views) {
    return new Views(List.of(views), Matching.INDEPENDENT, new Health(System::nanoTime));
  }

  private static Views composable(View... views) {
    return new Views(List.of(views), Matching.COMPOSABLE, new Health(System::nanoTime));
  }

  private static InstrumentDescriptor instrument(InstrumentKind kind) {
    return instrument(kind, Advice.NONE);
  }

  private static InstrumentDescriptor instrument(InstrumentKind kind, Advice advice) {
    return new InstrumentDescriptor(
        new Scope("shop", null, null, Attributes.empty()),
        "orders",
        kind,
        NumberType.LONG,
        "{order}",
        "all orders",
        advice);
  }

  private static StreamConfig only(List<StreamConfig> streams) {
    assertEquals(1, streams.size());
    return streams.get(0);
  }
}
