package ee.otel.metrics.internal.instrument;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DuplicateTest {
  private final RecordedLog log = new RecordedLog();
  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final Meter meter = metrics.meterProvider().get("m");

  @AfterEach
  void close() {
    log.close();
  }

  private void assertOneWarning(String... parts) {
    assertEquals(1, log.warnings().size(), () -> log.warnings().toString());
    assertWarning(log.warnings().get(0), parts);
  }

  private static void assertWarning(String warning, String... parts) {
    for (String part : parts) {
      assertTrue(warning.contains(part), warning);
    }
  }

  @Test
  void sameInstrumentInAnyCase_isOneStreamUnderTheFirstSpelling() {
    meter.counterBuilder("Orders").setUnit("1").setDescription("d").build().add(1);
    meter.counterBuilder("orders").setUnit("1").setDescription("d").build().add(2);
    meter.counterBuilder("ORDERS").setUnit("1").setDescription("d").build().add(4);
    assertEquals(List.of("Orders"), Collected.peek(metrics).names());
    assertEquals(7, Collected.peek(metrics).value("Orders"));
    assertOneWarning("Instrument orders of meter m is known as Orders");
  }

  @Test
  void otherKind_isExportedBesideWithAViewRecipe() {
    meter.counterBuilder("x").build().add(1);
    meter.upDownCounterBuilder("X").build().add(2);
    meter.upDownCounterBuilder("x").build().add(2);
    assertEquals(List.of("x", "x"), Collected.peek(metrics).names());
    assertEquals(2, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("Instrument X of meter m is known as x"));
    assertWarning(
        log.warnings().get(1),
        "Metric x of meter m is registered twice",
        "kind is \"UP_DOWN_COUNTER\" and was \"COUNTER\"",
        "Both are exported",
        "instrument-name=x instrument-type=up_down_counter, stream name=");
  }

  @Test
  void otherUnit_isExportedBesideWithAViewRecipe() {
    meter.counterBuilder("x").setUnit("s").build().add(1);
    meter.counterBuilder("x").setUnit("ms").build().add(2);
    assertEquals(2, Collected.peek(metrics).metrics().size());
    assertOneWarning("unit is \"ms\" and was \"s\"", " unit=ms, stream name=");
  }

  @Test
  void otherDescription_isOneMetricWithTheLongerOne() {
    LongCounter first = meter.counterBuilder("x").setDescription("one").build();
    first.add(1);
    assertEquals("one", Collected.peek(metrics).metric("x").description());
    meter.counterBuilder("x").setDescription("the longer one").build().add(2);
    meter.counterBuilder("x").setDescription("three").build().add(4);
    first.add(8);
    meter.gaugeBuilder("g").setDescription("a").buildWithCallback(m -> m.record(1, set(1)));
    meter.gaugeBuilder("g").setDescription("bcd").buildWithCallback(m -> m.record(2, set(2)));
    Collected collected = Collected.peek(metrics);
    assertEquals(List.of("x", "g"), collected.names());
    assertEquals(15, collected.value("x"));
    assertEquals("the longer one", collected.metric("x").description());
    assertEquals("bcd", collected.metric("g").description());
    assertEquals(2, collected.points("g").size());
    assertEquals(2, log.warnings().size());
    assertTrue(
        log.warnings().get(0).contains("description is \"the longer one\" and was \"one\""),
        log.warnings().get(0));
    assertTrue(log.warnings().get(0).contains("stream description=<the description>"));
  }

  @Test
  void emptyVersionAndNone_areOneScope() {
    metrics
        .meterProvider()
        .meterBuilder("m")
        .setInstrumentationVersion("")
        .setSchemaUrl("")
        .build()
        .counterBuilder("x")
        .build()
        .add(1);
    meter.counterBuilder("x").build().add(2);
    assertEquals(3, Collected.peek(metrics).value("x"));
  }

  @Test
  void otherType_isExportedBeside() {
    meter.counterBuilder("x").build().add(1);
    meter.counterBuilder("x").ofDoubles().build().add(2);
    assertEquals(2, Collected.peek(metrics).metrics().size());
    assertOneWarning("value type is \"DOUBLE\" and was \"LONG\"");
  }

  @Test
  void observableAndSynchronous_areTwo() {
    meter.counterBuilder("x").build().add(1);
    meter.counterBuilder("x").buildWithCallback(m -> m.record(2));
    assertEquals(2, Collected.peek(metrics).metrics().size());
    assertOneWarning("kind is \"OBSERVABLE_COUNTER\" and was \"COUNTER\"");
  }

  @Test
  void otherMeter_isNoDuplicate() {
    meter.counterBuilder("x").build().add(1);
    metrics.meterProvider().get("n").upDownCounterBuilder("x").build().add(1);
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void otherAdvice_isIgnoredWithAWarning() {
    meter.histogramBuilder("h").setExplicitBucketBoundariesAdvice(List.of(1d)).build().record(1);
    for (int i = 0; i < 3; i++) {
      meter.histogramBuilder("h").setExplicitBucketBoundariesAdvice(List.of(2d)).build().record(2);
    }
    assertEquals(4, Collected.peek(metrics).histogram("h").count());
    assertEquals(1, Collected.peek(metrics).histogram("h").boundaries()[0]);
    assertOneWarning("Instrument h of meter m is registered twice with different advice", "[2.0]");
  }

  @Test
  void sameAdvice_isNoWarning() {
    for (int i = 0; i < 3; i++) {
      meter.histogramBuilder("h").setExplicitBucketBoundariesAdvice(List.of(1d)).build().record(1);
    }
    assertEquals(List.of(), log.warnings());
  }
}
