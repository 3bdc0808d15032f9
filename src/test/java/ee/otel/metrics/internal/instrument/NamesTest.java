package ee.otel.metrics.internal.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private final RecordedLog log = new RecordedLog();
  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final Meter meter = metrics.meterProvider().get("m");

  @AfterEach
  void close() {
    log.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Z", "a.b_c-d/e", "http.server.request.duration", "x9"})
  void validName_records(String name) {
    LongCounter counter = meter.counterBuilder(name).build();
    counter.add(1);
    assertTrue(counter.isEnabled());
    assertEquals(1, Collected.peek(metrics).value(name));
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void longestName_has255Characters() {
    assertTrue(meter.counterBuilder("a".repeat(255)).build().isEnabled());
    assertFalse(meter.counterBuilder("a".repeat(256)).build().isEnabled());
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"9a", "_a", ".a", "a b", "ä", "a\u00e9", "a\n", "a*", "a+b", " a"})
  void invalidName_isANoopWithOneWarningThatSaysTheRule(String name) {
    LongCounter counter = meter.counterBuilder(name).build();
    counter.add(1);
    meter.counterBuilder(name).build().add(1);
    meter.histogramBuilder(name).build().record(1);
    meter.gaugeBuilder(name).build().set(1);
    meter.gaugeBuilder(name).buildWithCallback(m -> m.record(1));
    assertFalse(counter.isEnabled());
    assertEquals(List.of(), Collected.peek(metrics).names());
    assertEquals(1, log.warnings().size());
    assertEquals(
        "Instrument name is not valid: "
            + name
            + ". The instrument records nothing; a name is a letter and up to 254 letters,"
            + " digits, and characters of _ . - /",
        log.warnings().get(0));
  }

  @Test
  void unitsAndDescriptions_areNotValidated() {
    meter.counterBuilder("c").setUnit("ü b".repeat(99)).setDescription("\n").build().add(1);
    MetricSnapshot metric = Collected.peek(metrics).metric("c");
    assertEquals("ü b".repeat(99), metric.unit());
    assertEquals("\n", metric.description());
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void nulls_countAsEmpty() {
    meter.counterBuilder("c").setUnit(null).setDescription(null).build().add(1, null);
    meter.counterBuilder("d").ofDoubles().build().add(1, null, null);
    meter.upDownCounterBuilder("u").setUnit("x").setUnit(null).build().add(1, null, null);
    meter.histogramBuilder("h").setExplicitBucketBoundariesAdvice(null).build().record(1, null);
    meter.histogramBuilder("l").ofLongs().setUnit(null).build().record(1, null, null);
    meter.gaugeBuilder("g").build().set(1, null, null);
    meter.gaugeBuilder("gl").ofLongs().build().set(1, null);
    meter.gaugeBuilder("o").buildWithCallback(m -> m.record(1, null));
    Collected collected = Collected.peek(metrics);
    assertEquals(List.of("c", "d", "u", "h", "l", "g", "gl", "o"), collected.names());
    collected.names().forEach(collected::point);
    assertEquals("", collected.metric("c").unit());
    assertEquals("", collected.metric("c").description());
    assertEquals("", collected.metric("u").unit());
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void emptyMeterName_worksAndIsLoggedOnce() {
    MeterProvider meters = metrics.meterProvider();
    for (String name : Arrays.asList("", null, "", null)) {
      meters.get(name).counterBuilder("c").build().add(1);
    }
    assertEquals(4, Collected.peek(metrics).value("c"));
    assertEquals("", Collected.peek(metrics).metric("c").scope().name());
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("meter name is empty"));
  }

  @Test
  void meters_areNameSpacesOfTheirOwn() {
    MeterProvider meters = metrics.meterProvider();
    List<Meter> different =
        List.of(
            meters.get("a"),
            meters.get("A"),
            meters.meterBuilder("a").setInstrumentationVersion("1").build(),
            meters.meterBuilder("a").setInstrumentationVersion("2").build(),
            meters.meterBuilder("a").setSchemaUrl("https://exemplar.org").build());
    different.forEach(one -> one.counterBuilder("c").build().add(1));
    different.forEach(one -> one.upDownCounterBuilder("other").build().add(1));
    assertSame(meters.get("a"), different.get(0));
    Set<?> scopes =
        Collected.peek(metrics).metrics().stream()
            .map(MetricSnapshot::scope)
            .collect(Collectors.toSet());
    assertEquals(5, scopes.size());
    assertEquals(10, Collected.peek(metrics).metrics().size());
    assertEquals(List.of(), log.warnings());
  }
}
