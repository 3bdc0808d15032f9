package ee.otel.metrics.internal.view;

import static ee.otel.metrics.Collected.of;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.api.ViewMatching;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import ee.otel.metrics.internal.view.InstrumentDescriptor.Advice;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewsTest {
  private static final Attributes RED_1 =
      Attributes.of(AttributeKey.stringKey("colour"), "red", AttributeKey.longKey("n"), 1L);
  private static final ReaderOptions DEFAULTS = ReaderOptions.of(Temporality.CUMULATIVE);

  private final RecordedLog log = new RecordedLog();

  @AfterEach
  void close() {
    log.close();
  }

  private static OtelMetrics with(View.Builder... views) {
    OtelMetrics.Builder builder = OtelMetrics.builder();
    for (View.Builder view : views) {
      builder.view(view.build());
    }
    return builder.build();
  }

  private static View.Builder named(String name) {
    return View.of(InstrumentSelector.named(name));
  }

  private static InstrumentDescriptor instrument(InstrumentKind kind, Advice advice) {
    return new InstrumentDescriptor(Scope.named("m"), "i", kind, NumberType.LONG, "", "d", advice);
  }

  private static List<StreamConfig> streams(
      InstrumentDescriptor instrument, View.Builder... views) {
    return new Views(
            java.util.Arrays.stream(views).map(View.Builder::build).toList(),
            ViewMatching.INDEPENDENT,
            new Health(System::nanoTime))
        .streamsOf(instrument, DEFAULTS);
  }

  @Test
  void nameAndDescription_areTheViews() {
    OtelMetrics metrics = with(named("a").name("b").description("other"));
    metrics.meterProvider().get("m").counterBuilder("a").setDescription("d").build().add(1);
    Collected collected = Collected.peek(metrics);
    assertEquals(List.of("b"), collected.names());
    assertEquals("other", collected.metric("b").description());
  }

  @Test
  void attributeKeys_areIncludedAndExcluded() {
    OtelMetrics metrics =
        with(
            named("in").includedAttributeKeys(Set.of("colour")),
            named("out").excludedAttributeKeys(Set.of("n")),
            named("both")
                .includedAttributeKeys(Set.of("colour", "n"))
                .excludedAttributeKeys(Set.of("n")),
            named("none").includedAttributeKeys(Set.of()));
    Meter meter = metrics.meterProvider().get("m");
    for (String name : List.of("in", "out", "both", "none")) {
      meter.counterBuilder(name).build().add(1, RED_1);
      meter.counterBuilder(name).build().add(2, of("colour", "red"));
    }
    Collected collected = Collected.peek(metrics);
    for (String name : List.of("in", "out", "both")) {
      assertEquals(3, collected.value(name, of("colour", "red")), name);
    }
    assertEquals(3, collected.value("none"));
  }

  @Test
  void severalViews_makeSeveralStreams() {
    OtelMetrics metrics =
        with(
            named("a"),
            named("a").name("by.colour").includedAttributeKeys(Set.of("colour")),
            named("*").aggregation(Aggregation.drop()));
    Meter meter = metrics.meterProvider().get("m");
    meter.counterBuilder("a").build().add(1, RED_1);
    meter.counterBuilder("gone").build().add(1);
    Collected collected = Collected.peek(metrics);
    assertEquals(List.of("a", "by.colour"), collected.names());
    assertEquals(1, collected.value("a", RED_1));
    assertEquals(1, collected.value("by.colour", of("colour", "red")));
  }

  @Test
  void twoViewsOfOneName_areWarnedOf() {
    OtelMetrics metrics =
        with(
            named("a").includedAttributeKeys(Set.of("x")),
            named("a").includedAttributeKeys(Set.of("y")));
    metrics.meterProvider().get("m").counterBuilder("a").build().add(1);
    assertEquals(2, Collected.peek(metrics).metrics().size());
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("attributes is"), log.warnings().get(0));
  }

  @Test
  void aggregations_areTheViews() {
    OtelMetrics metrics =
        with(
            named("sum").aggregation(Aggregation.sum()),
            named("bounds")
                .aggregation(new Aggregation.ExplicitBucketHistogram(List.of(1d), false)),
            named("exponential")
                .aggregation(new Aggregation.Base2ExponentialBucketHistogram(4, 3, false)),
            named("count").aggregation(Aggregation.explicitBucketHistogram(List.of())),
            named("default").aggregation(Aggregation.defaultAggregation()));
    Meter meter = metrics.meterProvider().get("m");
    for (String name : List.of("sum", "bounds", "exponential", "default")) {
      meter.histogramBuilder(name).build().record(2);
      meter.histogramBuilder(name).build().record(3);
    }
    meter.counterBuilder("count").build().add(5);
    Collected collected = Collected.peek(metrics);
    assertEquals(5.0, collected.doubleValue("sum"));
    assertTrue(((MetricData.Sum) collected.metric("sum").data()).monotonic());
    assertArrayEquals(new long[] {0, 2}, collected.histogram("bounds").counts());
    assertFalse(collected.histogram("bounds").hasMinMax());
    assertTrue(collected.exponential("exponential").scale() <= 3);
    assertFalse(collected.exponential("exponential").hasMinMax());
    assertArrayEquals(new long[] {1}, collected.histogram("count").counts());
    assertEquals(15, collected.histogram("default").boundaries().length);
  }

  @ParameterizedTest
  @EnumSource(value = InstrumentKind.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*GAUGE")
  void unfitAggregation_isAsIfTheViewWereNotThere(InstrumentKind kind) {
    Aggregation unfit = Aggregation.lastValue();
    InstrumentDescriptor instrument = instrument(kind, Advice.NONE);
    List<StreamConfig> streams =
        streams(instrument, View.of(InstrumentSelector.named("i")).name("x").aggregation(unfit));
    assertEquals(streams(instrument), streams);
    assertEquals("i", streams.get(0).name());
    assertEquals(1, log.warnings().size());
    assertTrue(
        log.warnings().get(0).contains("which does not fit " + kind + " i"), log.warnings().get(0));
  }

  @Test
  void histogramOfWhatMayFall_hasNoSum() {
    for (Aggregation aggregation :
        List.of(
            Aggregation.explicitBucketHistogram(), Aggregation.base2ExponentialBucketHistogram())) {
      for (Temporality temporality : Temporality.values()) {
        OtelMetrics metrics =
            OtelMetrics.builder()
                .reader(ReaderOptions.of(temporality))
                .view(named("*").aggregation(aggregation).build())
                .build();
        Meter meter = metrics.meterProvider().get("m");
        meter.upDownCounterBuilder("u").build().add(-3);
        meter.gaugeBuilder("g").build().set(Double.POSITIVE_INFINITY);
        meter.gaugeBuilder("g").build().set(2);
        meter.counterBuilder("c").build().add(3);
        meter.gaugeBuilder("og").buildWithCallback(m -> m.record(-1));
        meter.counterBuilder("oc").buildWithCallback(m -> m.record(7));
        for (int i = 1; i <= 2; i++) {
          Collected collected = Collected.take(metrics);
          int observed = temporality == Temporality.CUMULATIVE ? i : 1;
          for (String name : List.of("og", "oc")) {
            assertEquals(observed, countOf(collected.points(name).get(0)), name);
            assertEquals(name.equals("oc"), hasSum(collected.points(name).get(0)));
          }
          if (i == 1) {
            assertFalse(hasSum(collected.points("u").get(0)));
            assertFalse(hasSum(collected.points("g").get(0)));
            assertEquals(1, countOf(collected.points("g").get(0)));
            assertTrue(hasSum(collected.points("c").get(0)));
          }
        }
      }
    }
  }

  private static boolean hasSum(Point point) {
    return point instanceof HistogramPoint histogram
        ? histogram.hasSum()
        : ((ExponentialHistogramPoint) point).hasSum();
  }

  private static long countOf(Point point) {
    return point instanceof HistogramPoint histogram
        ? histogram.count()
        : ((ExponentialHistogramPoint) point).count();
  }

  @Test
  void sumOfAGauge_isNotMonotonicAndNeverInfinite() {
    OtelMetrics metrics = with(named("g").aggregation(Aggregation.sum()));
    DoubleGauge gauge = metrics.meterProvider().get("m").gaugeBuilder("g").build();
    gauge.set(5);
    gauge.set(Double.POSITIVE_INFINITY);
    gauge.set(-7);
    Collected collected = Collected.take(metrics);
    assertEquals(-2, collected.doubleValue("g"));
    assertFalse(((MetricData.Sum) collected.metric("g").data()).monotonic());
  }

  @Test
  void unfitAggregation_isSaidOnce() {
    OtelMetrics metrics = with(named("a").aggregation(Aggregation.lastValue()));
    for (int i = 0; i < 3; i++) {
      metrics.meterProvider().get("m").counterBuilder("a").build().add(1);
    }
    assertEquals(1, log.warnings().size());
    assertEquals(3, Collected.peek(metrics).value("a"));
  }

  @Test
  void advisedKeys_applyWhereTheViewNamesNone() {
    Advice advice = new Advice(null, Set.of("colour"));
    InstrumentDescriptor advised = instrument(InstrumentKind.COUNTER, advice);
    AttributeFilter colour = new AttributeFilter(Set.of("colour"), Set.of());
    assertEquals(colour, streams(advised).get(0).attributes());
    assertEquals(colour, streams(advised, named("i").description("x")).get(0).attributes());
    assertEquals(
        new AttributeFilter(Set.of("n"), Set.of()),
        streams(advised, named("i").includedAttributeKeys(Set.of("n"))).get(0).attributes());
    assertEquals(
        AttributeFilter.ALL,
        streams(instrument(InstrumentKind.COUNTER, Advice.NONE)).get(0).attributes());
  }

  @Test
  void readersDefault_holdsAlsoWhereAViewNamesNoAggregation() {
    OtelMetrics metrics =
        OtelMetrics.builder()
            .view(named("h").description("d").build())
            .reader(
                new ReaderOptions(
                    kind -> Temporality.CUMULATIVE,
                    kind ->
                        kind == InstrumentKind.HISTOGRAM
                            ? Aggregation.base2ExponentialBucketHistogram()
                            : Aggregation.defaultAggregation(),
                    kind -> 2000))
            .build();
    metrics.meterProvider().get("m").histogramBuilder("h").build().record(1);
    assertEquals(1, Collected.peek(metrics).exponential("h").count());
  }

  @Test
  void readersUnfitDefault_isAWarningAndTheSpecifications() {
    OtelMetrics metrics =
        OtelMetrics.builder()
            .reader(
                new ReaderOptions(
                    kind -> Temporality.CUMULATIVE, kind -> Aggregation.lastValue(), kind -> 2000))
            .build();
    metrics.meterProvider().get("m").counterBuilder("c").build().add(1);
    metrics.meterProvider().get("m").counterBuilder("d").build().add(1);
    assertEquals(1, Collected.peek(metrics).value("c"));
    assertEquals(1, log.warnings().size());
  }

  @Test
  void nameForManyInstruments_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> named("a*").name("b").build());
    assertThrows(
        IllegalArgumentException.class,
        () -> View.of(InstrumentSelector.ofKind(InstrumentKind.COUNTER)).name("b").build());
    assertThrows(IllegalArgumentException.class, () -> named("a").cardinalityLimit(0));
  }
}
