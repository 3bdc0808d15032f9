package ee.otel.metrics.internal.collect;

import static ee.otel.metrics.Collected.of;
import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.TestClock;
import ee.otel.metrics.TestSpan;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.ExemplarReservoir;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.Measurement;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.RecordedLog;
import ee.otel.metrics.internal.stream.ForeignAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExemplarsTest {
  private static final Attributes RED_1 =
      Attributes.of(AttributeKey.stringKey("colour"), "red", AttributeKey.longKey("n"), 1L);

  private final TestClock clock = new TestClock(1000);

  private OtelMetrics.Builder sdk(ExemplarFilter filter) {
    return OtelMetrics.builder()
        .clock(clock)
        .exemplarFilter(filter)
        .view(
            View.of(InstrumentSelector.named("filtered"))
                .includedAttributeKeys(Set.of("colour"))
                .build());
  }

  private static Meter meter(OtelMetrics metrics) {
    return metrics.meterProvider().get("m");
  }

  private static List<Exemplar> exemplars(OtelMetrics metrics, String name) {
    return Collected.take(metrics).points(name).get(0).exemplars();
  }

  @Test
  void traceBased_isTheDefaultAndWantsSampledSpans() {
    OtelMetrics metrics = OtelMetrics.builder().clock(clock).build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    counter.add(1, Attributes.empty(), TestSpan.context(TraceFlags.getDefault()));
    counter.add(2, Attributes.empty(), Context.root());
    counter.add(3);
    assertEquals(List.of(), exemplars(metrics, "c"));
    clock.set(1500);
    counter.add(4, Attributes.empty(), TestSpan.context(TraceFlags.getSampled()));
    clock.set(2000);
    assertEquals(
        List.of(
            new Exemplar(
                Attributes.empty(), 1500, TestSpan.TRACE_ID, TestSpan.SPAN_ID, NumberType.LONG, 4)),
        exemplars(metrics, "c"));
    assertEquals(List.of(), exemplars(metrics, "c"));
  }

  @Test
  void currentSpan_isFoundOnTheThread() {
    OtelMetrics metrics = OtelMetrics.builder().clock(clock).build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    TestSpan.context(TraceFlags.getSampled()).wrap(() -> counter.add(1)).run();
    assertEquals(TestSpan.TRACE_ID, exemplars(metrics, "c").get(0).traceId());
  }

  @Test
  void alwaysOn_wantsAllAndKnowsNoSpan() {
    OtelMetrics metrics = sdk(ExemplarFilter.alwaysOn()).build();
    meter(metrics).counterBuilder("c").build().add(4);
    Exemplar exemplar = exemplars(metrics, "c").get(0);
    assertNull(exemplar.traceId());
    assertNull(exemplar.spanId());
    assertEquals(4, exemplar.bits());
  }

  @Test
  void alwaysOff_costsNothing() {
    AtomicInteger asked = new AtomicInteger();
    OtelMetrics metrics =
        sdk(ExemplarFilter.alwaysOff())
            .spans(
                context -> {
                  asked.incrementAndGet();
                  return SpanContext.getInvalid();
                })
            .build();
    meter(metrics)
        .counterBuilder("c")
        .build()
        .add(1, RED_1, TestSpan.context(TraceFlags.getSampled()));
    meter(metrics)
        .histogramBuilder("h")
        .build()
        .record(1, RED_1, TestSpan.context(TraceFlags.getSampled()));
    assertEquals(List.of(), exemplars(metrics, "c"));
    assertEquals(0, asked.get());
    assertEquals(0, metrics.exemplars().reservoirs());
  }

  @Test
  void removedAttributes_areInTheExampleUnlessSwitchedOff() {
    for (boolean shown : new boolean[] {true, false}) {
      OtelMetrics metrics =
          sdk(ExemplarFilter.alwaysOn()).removedAttributesInExemplars(shown).build();
      meter(metrics).counterBuilder("filtered").build().add(1, RED_1);
      Collected collected = Collected.take(metrics);
      assertEquals(
          shown ? Attributes.of(AttributeKey.longKey("n"), 1L) : Attributes.empty(),
          collected.point("filtered", of("colour", "red")).exemplars().get(0).filteredAttributes());
    }
  }

  @Test
  void overflowsExample_tellsItsOwnAttributes() {
    OtelMetrics metrics =
        sdk(ExemplarFilter.alwaysOn())
            .view(View.of(InstrumentSelector.named("c")).cardinalityLimit(1).build())
            .build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    counter.add(1, set(1));
    counter.add(1, set(2));
    assertEquals(
        set(2),
        Collected.take(metrics)
            .point("c", Collected.OVERFLOW)
            .exemplars()
            .get(0)
            .filteredAttributes());
  }

  @Test
  void defaultReservoirs_fitTheAggregation() {
    OtelMetrics metrics =
        sdk(ExemplarFilter.alwaysOn())
            .view(
                View.of(InstrumentSelector.named("wide"))
                    .aggregation(Aggregation.base2ExponentialBucketHistogram())
                    .build())
            .view(
                View.of(InstrumentSelector.named("narrow"))
                    .aggregation(new Aggregation.Base2ExponentialBucketHistogram(4, 20, true))
                    .build())
            .build();
    for (String name : List.of("explicit", "wide", "narrow")) {
      DoubleHistogram histogram = meter(metrics).histogramBuilder(name).build();
      for (int i = 0; i < 100; i++) {
        histogram.record(i);
      }
    }
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    counter.add(1);
    counter.add(1);
    Collected collected = Collected.take(metrics);
    assertEquals(
        List.of(0.0, 5.0, 10.0, 25.0, 50.0, 75.0, 99.0),
        collected.point("explicit").exemplars().stream()
            .map(exemplar -> exemplar.type().toDouble(exemplar.bits()))
            .sorted()
            .toList());
    assertEquals(20, collected.point("wide").exemplars().size());
    assertEquals(4, collected.point("narrow").exemplars().size());
    assertEquals(1, collected.point("c").exemplars().size());
  }

  @Test
  void histogramsExemplars_areDoublesWhateverIsRecorded() {
    OtelMetrics metrics = sdk(ExemplarFilter.alwaysOn()).build();
    meter(metrics).histogramBuilder("l").ofLongs().build().record(3);
    Exemplar exemplar = exemplars(metrics, "l").get(0);
    assertEquals(NumberType.DOUBLE, exemplar.type());
    assertEquals(3.0, exemplar.type().toDouble(exemplar.bits()));
  }

  @Test
  void observables_haveExemplarsToo() {
    OtelMetrics metrics = sdk(ExemplarFilter.alwaysOn()).build();
    meter(metrics).counterBuilder("o").buildWithCallback(m -> m.record(5, RED_1));
    for (int i = 0; i < 3; i++) {
      clock.advance(10);
      assertEquals(
          List.of(
              new Exemplar(Attributes.empty(), clock.getAsLong(), null, null, NumberType.LONG, 5)),
          exemplars(metrics, "o"));
    }
    assertEquals(0, metrics.exemplars().reservoirs());
  }

  @Test
  void reservoir_isTheViews() {
    List<Measurement> seen = new ArrayList<>();
    OtelMetrics metrics =
        sdk(ExemplarFilter.alwaysOn())
            .view(
                View.of(InstrumentSelector.named("c"))
                    .exemplarReservoir(
                        () ->
                            new ExemplarReservoir() {
                              @Override
                              public void offer(Measurement measurement) {
                                seen.add(measurement);
                              }

                              @Override
                              public List<Measurement> measurements(boolean empty) {
                                return List.copyOf(seen);
                              }
                            })
                    .build())
            .build();
    meter(metrics).counterBuilder("c").build().add(1, RED_1);
    meter(metrics).counterBuilder("c").build().add(2, RED_1);
    assertEquals(2, exemplars(metrics, "c").size());
    assertEquals(RED_1, seen.get(0).attributes());
  }

  @Test
  void idleReservoirs_areFreed() {
    OtelMetrics metrics =
        OtelMetrics.builder()
            .exemplarFilter(ExemplarFilter.alwaysOn())
            .reader(ReaderOptions.of(Temporality.CUMULATIVE))
            .build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    for (int i = 0; i < 50; i++) {
      counter.add(1, set(i));
    }
    assertEquals(50, metrics.exemplars().reservoirs());
    Collected.take(metrics);
    counter.add(1, set(0));
    Collected.take(metrics);
    Collected.take(metrics);
    assertEquals(0, metrics.exemplars().reservoirs());
    counter.add(1, set(0));
    assertEquals(1, metrics.exemplars().reservoirs());
  }

  @Test
  void exemplars_lieWithinThePoint() {
    OtelMetrics metrics =
        sdk(ExemplarFilter.alwaysOn()).reader(ReaderOptions.of(Temporality.DELTA)).build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    clock.set(3000);
    counter.add(1);
    clock.set(2000); // set back
    var point = Collected.take(metrics).point("c");
    assertEquals(1000, point.startNanos());
    assertEquals(2000, point.exemplars().get(0).timeNanos());
  }

  @Test
  void throwingFilterAndReservoirs_costTheExampleOnly() {
    RuntimeException broken = new IllegalStateException("on purpose");
    ExemplarReservoir throwing =
        new ExemplarReservoir() {
          @Override
          public void offer(Measurement measurement) {}

          @Override
          public List<Measurement> measurements(boolean empty) {
            throw broken;
          }
        };
    ExemplarReservoir nulls =
        new ExemplarReservoir() {
          @Override
          public void offer(Measurement measurement) {
            throw new NoClassDefFoundError("on purpose");
          }

          @Override
          @SuppressWarnings("NullAway")
          public List<Measurement> measurements(boolean empty) {
            return java.util.Arrays.asList((Measurement) null);
          }
        };
    RecordedLog log = new RecordedLog();
    try {
      OtelMetrics metrics =
          sdk((value, attributes, context, span) -> {
                if (value == 13) {
                  throw broken;
                }
                return true;
              })
              .view(
                  View.of(InstrumentSelector.named("a")).exemplarReservoir(() -> throwing).build())
              .view(View.of(InstrumentSelector.named("b")).exemplarReservoir(() -> nulls).build())
              .build();
      for (String name : List.of("a", "b", "c")) {
        meter(metrics).counterBuilder(name).build().add(13);
        meter(metrics).counterBuilder(name).build().add(1);
      }
      Collected collected = Collected.take(metrics);
      for (String name : List.of("a", "b", "c")) {
        assertEquals(14, collected.value(name));
        assertEquals(name.equals("c") ? 1 : 0, collected.point(name).exemplars().size());
      }
      assertEquals(1, log.warnings().size());
      assertTrue(log.warnings().get(0).contains("or a reservoir failed"));
    } finally {
      log.close();
    }
  }

  @Test
  void foreignAttributes_areCopiedForTheExemplar() {
    OtelMetrics metrics = sdk(ExemplarFilter.alwaysOn()).build();
    meter(metrics).counterBuilder("filtered").build().add(1, new ForeignAttributes(RED_1));
    Exemplar exemplar = exemplars(metrics, "filtered").get(0);
    assertEquals(Attributes.of(AttributeKey.longKey("n"), 1L), exemplar.filteredAttributes());
    assertFalse(exemplar.filteredAttributes() instanceof ForeignAttributes);
  }
}
