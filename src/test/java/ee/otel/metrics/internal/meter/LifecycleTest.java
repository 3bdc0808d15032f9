package ee.otel.metrics.internal.meter;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.Bind;
import ee.otel.metrics.api.BoundLong;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From the first instrument to shutdown: enabled, bound, ended. */
class LifecycleTest {

  @Test
  void shutdown_endsInstrumentsNewAndOld() {
    OtelMetrics metrics = OtelMetrics.builder().build();
    Meter meter = metrics.meterProvider().get("m");
    LongCounter counter = meter.counterBuilder("c").build();
    DoubleHistogram histogram = meter.histogramBuilder("h").build();
    BoundLong bound = Bind.bind(counter, set(1));
    counter.add(1);
    assertTrue(counter.isEnabled() && histogram.isEnabled());

    metrics.shutdown();
    metrics.shutdown();

    counter.add(1);
    histogram.record(1);
    bound.record(1, null);
    LongCounter late = meter.counterBuilder("late").build();
    LongUpDownCounter other =
        metrics.meterProvider().get("other").upDownCounterBuilder("u").build();
    late.add(1);
    other.add(1);
    assertFalse(
        counter.isEnabled() || histogram.isEnabled() || late.isEnabled() || other.isEnabled());
    assertEquals(List.of("c"), Collected.peek(metrics).names());
    assertEquals(1, Collected.peek(metrics).total("c"));
    assertEquals(5, metrics.losses().count(Loss.AFTER_SHUTDOWN));
  }

  @Test
  void droppedInstrument_isNotEnabled() {
    OtelMetrics metrics =
        OtelMetrics.builder()
            .view(View.of(InstrumentSelector.named("x*")).aggregation(Aggregation.drop()).build())
            .view(View.of(InstrumentSelector.named("xy")).build())
            .build();
    Meter meter = metrics.meterProvider().get("m");
    assertFalse(meter.counterBuilder("x").build().isEnabled());
    assertFalse(meter.histogramBuilder("xz").build().isEnabled());
    assertTrue(meter.counterBuilder("xy").build().isEnabled());
    assertTrue(meter.counterBuilder("y").build().isEnabled());
  }

  @Test
  void disabledMeter_hasOnlyDisabledInstruments() {
    OtelMetrics metrics =
        OtelMetrics.builder().meterConfigurator(scope -> !scope.name().equals("off")).build();
    Meter off = metrics.meterProvider().get("off");
    LongCounter counter = off.counterBuilder("c").build();
    DoubleGauge gauge = off.gaugeBuilder("g").build();
    counter.add(1);
    gauge.set(1);
    assertFalse(counter.isEnabled() || gauge.isEnabled());
    assertEquals(List.of(), Collected.peek(metrics).names());
    assertTrue(metrics.meterProvider().get("on").counterBuilder("c").build().isEnabled());
  }

  @Test
  void throwingMeterConfigurator_isAWarningAndEnabled() {
    RecordedLog log = new RecordedLog();
    try {
      OtelMetrics metrics =
          OtelMetrics.builder()
              .meterConfigurator(
                  scope -> {
                    throw new IllegalStateException("on purpose");
                  })
              .build();
      Meter meter = metrics.meterProvider().get("m");
      assertTrue(meter.counterBuilder("c").build().isEnabled());
      assertTrue(meter.counterBuilder("d").build().isEnabled());
      assertEquals(1, log.warnings().size());
      assertTrue(
          log.warnings()
              .get(0)
              .contains("Meter configurator failed: java.lang.IllegalStateException: on"));
    } finally {
      log.close();
    }
  }

  @Test
  void boundInstrument_recordsIntoTheSameSeries() {
    for (Temporality temporality : Temporality.values()) {
      OtelMetrics metrics =
          OtelMetrics.builder()
              .reader(ReaderOptions.of(temporality))
              .view(View.of(InstrumentSelector.named("c")).build())
              .view(
                  View.of(InstrumentSelector.named("c"))
                      .name("filtered")
                      .includedAttributeKeys(Set.of("colour"))
                      .build())
              .build();
      LongCounter counter = metrics.meterProvider().get("m").counterBuilder("c").build();
      Attributes red =
          Attributes.of(AttributeKey.stringKey("colour"), "red", AttributeKey.longKey("n"), 1L);
      BoundLong bound = Bind.bind(counter, red);
      BoundLong empty = Bind.bind(counter, Attributes.empty());
      for (int i = 1; i <= 4; i++) {
        bound.record(1, null);
        counter.add(10, red);
        empty.record(100, null);
        Collected collected = Collected.take(metrics);
        int times = temporality == Temporality.DELTA ? 1 : i;
        assertEquals(11 * times, collected.value("c", red));
        assertEquals(11 * times, collected.value("filtered", Collected.of("colour", "red")));
        assertEquals(100 * times, collected.value("c"));
      }
      if (temporality == Temporality.DELTA) {
        Collected.take(metrics); // the series is let go
        bound.record(5, null);
        assertEquals(5, Collected.take(metrics).value("c", red));
      }
    }
  }

  @Test
  void boundInstrument_leavesTheOverflowWhenThereIsRoom() {
    OtelMetrics metrics =
        OtelMetrics.builder()
            .reader(
                new ReaderOptions(
                    kind -> Temporality.DELTA, kind -> Aggregation.defaultAggregation(), kind -> 1))
            .build();
    LongCounter counter = metrics.meterProvider().get("m").counterBuilder("c").build();
    BoundLong bound = Bind.bind(counter, set(2));
    counter.add(1, set(1));
    bound.record(2, null);
    assertEquals(2, Collected.take(metrics).value("c", Collected.OVERFLOW));
    bound.record(3, null);
    assertEquals(3, Collected.take(metrics).value("c", set(2)));
  }
}
