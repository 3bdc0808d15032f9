package ee.otel.metrics.internal.instrument;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.Bind;
import ee.otel.metrics.api.BoundLong;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.Scope;
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
    assertEquals(1, Collected.take(metrics).total("c"));

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
    assertEquals(5, metrics.losses().count(Loss.AFTER_SHUTDOWN));
    assertEquals(List.of(), Collected.peek(metrics).names());
    CollectedMetrics collected = metrics.readers().get(0).take();
    assertEquals(ExportResult.FAILURE, collected.result());
    assertEquals(List.of(), collected.metrics());
  }

  /** Nobody would collect it: not while the last export is under way either. */
  @Test
  void measurementDuringTheLastExport_isCountedAsLost() {
    OtelMetrics metrics = OtelMetrics.builder().build();
    Meter meter = metrics.meterProvider().get("m");
    LongCounter counter = meter.counterBuilder("c").build();
    LongCounter kept = metrics.meterProvider().get("kept").counterBuilder("k").build();
    meter.counterBuilder("observed").buildWithCallback(result -> result.record(7));
    counter.add(1);

    metrics.instruments().endRecording(Scope.named("kept"));
    counter.add(1);
    kept.add(1);
    meter.counterBuilder("new").build().add(1);
    metrics.meterProvider().get("kept").counterBuilder("later").build().add(1);

    Collected last = Collected.take(metrics);
    assertEquals(1, last.total("c"));
    assertEquals(1, last.total("k"));
    assertEquals(1, last.total("later"));
    assertEquals(7, last.total("observed"));
    assertFalse(last.names().contains("new"));
    assertEquals(2, metrics.losses().count(Loss.AFTER_SHUTDOWN));
  }

  @Test
  void measurementAfterTheEnd_isSaidOnceWhenAllElseWasSaid() {
    try (RecordedLog log = new RecordedLog()) {
      OtelMetrics metrics = OtelMetrics.builder().build();
      LongCounter counter = metrics.meterProvider().get("m").counterBuilder("c").build();
      metrics.shutdown();
      counter.add(1);
      assertEquals(List.of(), log.warnings(), "its number is still to be said");
      metrics.health().end();
      counter.add(1);
      counter.add(1);
      assertEquals(1, log.warnings().size());
      assertTrue(log.warnings().get(0).contains("after the application's end"));
      assertEquals(3, metrics.losses().count(Loss.AFTER_SHUTDOWN));
    }
  }

  /** Whatever is wrong with what a meter is given, one that is off or shut down says nothing. */
  @Test
  @SuppressWarnings("NullAway")
  void meterThatIsOff_checksAndSaysNothing() {
    for (boolean shutDown : new boolean[] {false, true}) {
      try (RecordedLog log = new RecordedLog()) {
        OtelMetrics metrics = OtelMetrics.builder().meterConfigurator(scope -> shutDown).build();
        Meter meter = metrics.meterProvider().get("m");
        LongCounter before = meter.counterBuilder("before").build();
        if (shutDown) {
          metrics.shutdown();
          metrics.meterProvider().get("");
        }
        meter.counterBuilder("not a name").build().add(1);
        meter.counterBuilder(null).build().add(-1);
        meter
            .histogramBuilder("h")
            .setExplicitBucketBoundariesAdvice(List.of(2d, 1d))
            .build()
            .record(Double.NaN);
        meter.counterBuilder("c").buildWithCallback(null);
        meter.counterBuilder("c").buildObserver().record(1);
        meter.gaugeBuilder("C").build().set(Double.NaN);
        meter.batchCallback(null, null);
        before.add(-1);
        assertEquals(List.of(), log.warnings());
        assertEquals(0, metrics.losses().count(Loss.NEGATIVE));
        assertEquals(0, metrics.losses().count(Loss.NOT_A_NUMBER));
      }
    }
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
              .contains(
                  "LifecycleTest (MeterConfigurator) failed: java.lang.IllegalStateException"));
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
  void boundInstrument_isDecidedWhenItIsBound() {
    OtelMetrics metrics =
        OtelMetrics.builder()
            .reader(
                new ReaderOptions(
                    kind -> Temporality.DELTA, kind -> Aggregation.defaultAggregation(), kind -> 1))
            .build();
    LongCounter counter = metrics.meterProvider().get("m").counterBuilder("c").build();
    BoundLong first = Bind.bind(counter, set(1));
    BoundLong late = Bind.bind(counter, set(2));
    for (int i = 0; i < 3; i++) {
      Collected.take(metrics); // idle, but bound
      first.record(1);
      late.record(2);
      Collected collected = Collected.take(metrics);
      assertEquals(1, collected.value("c", set(1)));
      assertEquals(2, collected.value("c", Collected.OVERFLOW));
    }
    assertEquals(3, metrics.metrics().overflowed().get("c"));
    first.end();
    Collected.take(metrics);
    counter.add(3, set(3));
    first.record(1); // after its end it is bound anew, to what there is
    late.record(2);
    Collected collected = Collected.take(metrics);
    assertEquals(3, collected.value("c", set(3)));
    assertEquals(3, collected.value("c", Collected.OVERFLOW));
  }
}
