package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.MeterConfigurator;
import ee.otel.metrics.api.MetricFilter;
import ee.otel.metrics.api.MetricFilter.MetricDecision;
import ee.otel.metrics.api.MetricProducer;
import ee.otel.metrics.api.PushMetricExporter;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.exemplar.SpanSource;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What beans of the application do to its metrics. */
class PlugInsTest {
  private final RecordedLog log = new RecordedLog();
  private final Map<String, String> config =
      new HashMap<>(Map.of("otel.metrics.ee.self.observability", "false"));
  private final Beans<View> views = new Beans<>();
  private final Beans<ExemplarFilter> exemplarFilters = new Beans<>();
  private final Beans<MeterConfigurator> configurators = new Beans<>();
  private final Beans<MetricFilter> filters = new Beans<>();
  private final Beans<MetricProducer> producers = new Beans<>();
  private final Beans<PushMetricExporter> exporters = new Beans<>();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void filter_dropsMetricsAndPoints() {
    filters.add(
        null,
        () ->
            new MetricFilter() {
              @Override
              public MetricDecision testMetric(
                  Scope scope, String name, PointKind kind, String unit) {
                return switch (name) {
                  case "gone" -> MetricDecision.DROP;
                  case "partial" -> MetricDecision.ACCEPT_PARTIAL;
                  default -> MetricDecision.ACCEPT;
                };
              }

              @Override
              public boolean testAttributes(
                  Scope scope, String name, PointKind kind, String unit, Attributes attributes) {
                return attributes.equals(Collected.set(1));
              }
            });
    OtelMetrics metrics = metrics();
    for (String name : List.of("gone", "partial", "whole")) {
      LongCounter counter = meter(metrics).counterBuilder(name).build();
      counter.add(1, Collected.set(1));
      counter.add(1, Collected.set(2));
    }

    Collected collected = Collected.peek(metrics);
    assertEquals(List.of("partial", "whole"), collected.names());
    assertEquals(1, collected.points("partial").size());
    assertEquals(2, collected.points("whole").size());
  }

  @Test
  void producers_joinAndAreGivenTheFilterAndFiltered() {
    List<MetricFilter> given = new ArrayList<>();
    MetricFilter filter =
        (scope, name, kind, unit) ->
            name.equals("foreign") ? MetricDecision.ACCEPT : MetricDecision.DROP;
    filters.add(null, () -> filter);
    producers.add(
        null,
        () ->
            asked -> {
              given.add(asked);
              return List.of(metric("foreign"), metric("unwanted"));
            });
    producers.add(
        "broken",
        () ->
            asked -> {
              throw new IllegalStateException("broken");
            });
    OtelMetrics metrics = metrics();
    meter(metrics).counterBuilder("own").build().add(1);

    assertEquals(List.of("foreign"), Collected.peek(metrics).names());
    assertSame(filter, given.get(0));
    assertEquals(1, log.warnings().size());
  }

  @Test
  void configurator_switchesMetersOff() {
    configurators.add(null, () -> scope -> !scope.name().equals("noise"));
    OtelMetrics metrics = metrics();

    assertTrue(meter(metrics).counterBuilder("orders").build().isEnabled());
    assertFalse(metrics.meterProvider().get("noise").counterBuilder("orders").build().isEnabled());
  }

  @Test
  void exemplarFilter_takesThePlaceOfTheConfiguredOne() {
    config.put("otel.metrics.exemplar.filter", "always_off");
    exemplarFilters.add(null, () -> (value, attributes, context, span) -> value == 7);
    OtelMetrics metrics = metrics();
    LongCounter orders = meter(metrics).counterBuilder("orders").build();
    orders.add(7);
    orders.add(1);

    assertEquals(1, ((NumberPoint) Collected.peek(metrics).point("orders")).exemplars().size());
  }

  @Test
  void pushExporter_hasAReaderOfItsOwn() {
    config.put("otel.metrics.exporter", "none");
    exporters.add(
        null,
        () ->
            new PushMetricExporter() {
              @Override
              public void export(Resource resource, List<MetricSnapshot> metrics) {}

              @Override
              public Temporality temporality(InstrumentKind kind) {
                return Temporality.DELTA;
              }
            });
    OtelMetrics metrics = metrics();
    meter(metrics).counterBuilder("orders").build().add(1);

    assertEquals(1, metrics.readers().size());
    assertEquals(
        Temporality.DELTA,
        ((MetricData.Sum) Collected.take(metrics).metric("orders").data()).temporality());
  }

  @Test
  void exporterOfTheSdk_hasAReaderOfItsOwn() {
    config.put("otel.metrics.exporter", "in-memory");
    config.put("test.temporality", "DELTA");
    OtelMetrics metrics = metrics();
    meter(metrics).counterBuilder("orders").build().add(1);

    assertEquals(1, metrics.readers().size());
    assertEquals(
        Temporality.DELTA,
        ((MetricData.Sum) Collected.take(metrics).metric("orders").data()).temporality());
  }

  @Test
  void noWayOut_switchesAllMetersOff() {
    config.put("otel.metrics.exporter", "none");

    assertFalse(meter(metrics()).counterBuilder("orders").build().isEnabled());
  }

  @Test
  void disabledSdk_switchesAllMetersOff() {
    config.put("otel.sdk.disabled", "true");
    configurators.add(null, () -> scope -> true);

    assertFalse(meter(metrics()).counterBuilder("orders").build().isEnabled());
  }

  @Test
  void severalBeansWhereOneCanBe_areNotUsed() {
    configurators.add("a", () -> scope -> false).add("b", () -> scope -> false);

    assertTrue(meter(metrics()).counterBuilder("orders").build().isEnabled());
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("several beans"), log.warnings().get(0));
  }

  @Test
  void beanThatCannotBeMade_isLeftOut() {
    configurators.add(
        null,
        () -> {
          throw new IllegalStateException("wrapped", new IllegalArgumentException("no database"));
        });

    assertTrue(meter(metrics()).counterBuilder("orders").build().isEnabled());
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("no database"), log.warnings().get(0));
  }

  private OtelMetrics metrics() {
    Health health = new Health(System::nanoTime);
    MetricsProducer producer = new MetricsProducer();
    return producer.metrics(
        ConfigReader.of(config, health),
        ConfigReader.of(config, health).sdk(),
        Resource.EMPTY,
        health,
        new Losses(),
        producer.plugIns(
            views,
            exemplarFilters,
            configurators,
            filters,
            producers,
            exporters,
            new Beans<>(),
            ConfigReader.of(config, health),
            health),
        SpanSource.CONTEXT,
        PlugInsTest::begin);
  }

  private static Meter meter(OtelMetrics metrics) {
    return metrics.meterProvider().get("shop");
  }

  private static MetricSnapshot metric(String name) {
    long now = EpochClock.nanos();
    return new MetricSnapshot(
        Scope.named("elsewhere"),
        name,
        "",
        "",
        new MetricData.Gauge(
            List.of(
                new NumberPoint(PointAttributes.EMPTY, now, now, NumberType.LONG, 1, List.of()))));
  }

  private static boolean begin(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return true;
  }
}
