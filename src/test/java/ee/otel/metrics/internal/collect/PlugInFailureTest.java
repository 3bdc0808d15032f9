package ee.otel.metrics.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.ExemplarReservoir;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.Measurement;
import ee.otel.metrics.api.MetricFilter;
import ee.otel.metrics.api.MetricProducer;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Failures;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plug-ins that throw anything: it costs what they were asked for, and one warning. */
class PlugInFailureTest {
  /** Throws once, when it has been armed. */
  private static final class Trap {
    private final Throwable thrown;
    private boolean armed;

    Trap(Throwable thrown) {
      this.thrown = thrown;
    }

    void spring() {
      if (armed) {
        armed = false;
        PlugInFailureTest.<RuntimeException>sneak(thrown);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("on purpose"),
        new NoClassDefFoundError("on purpose"),
        new ExceptionInInitializerError("on purpose"),
        new AssertionError("on purpose"),
        new StackOverflowError(),
        new IOException("on purpose"));
  }

  private static List<BiFunction<OtelMetrics.Builder, Trap, OtelMetrics.Builder>> places() {
    return List.of(
        (builder, trap) ->
            builder.metricProducer(
                filter -> {
                  trap.spring();
                  return List.of();
                }),
        (builder, trap) ->
            builder.metricFilter(
                (scope, name, kind, unit) -> {
                  trap.spring();
                  return MetricFilter.MetricDecision.ACCEPT;
                }),
        (builder, trap) ->
            builder.view(
                View.of(InstrumentSelector.named("orders"))
                    .exemplarReservoir(() -> new TrappedReservoir(trap))
                    .build()));
  }

  private record TrappedReservoir(Trap trap) implements ExemplarReservoir {
    @Override
    public void offer(Measurement measurement) {}

    @Override
    public List<Measurement> measurements(boolean empty) {
      trap.spring();
      return List.of();
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureAtACollection_losesNothing(Throwable thrown) {
    for (Temporality temporality : Temporality.values()) {
      for (BiFunction<OtelMetrics.Builder, Trap, OtelMetrics.Builder> place : places()) {
        try (RecordedLog log = new RecordedLog()) {
          Trap trap = new Trap(thrown);
          OtelMetrics metrics = sdk(place, trap, temporality);
          LongCounter orders = metrics.meterProvider().get("shop").counterBuilder("orders").build();
          long arrived = 0;
          for (int i = 1; i <= 3; i++) {
            orders.add(100);
            trap.armed = i == 2;
            long now = Collected.take(metrics).total("orders");
            arrived = temporality == Temporality.DELTA ? arrived + now : now;
          }
          assertEquals(300, arrived);
          assertEquals(1, log.warnings().size(), () -> log.warnings().toString());
          assertTrue(
              log.warnings().get(0).contains(PlugInFailureTest.class.getSimpleName()),
              log.warnings().get(0));
        }
      }
    }
  }

  private static OtelMetrics sdk(
      BiFunction<OtelMetrics.Builder, Trap, OtelMetrics.Builder> place,
      Trap trap,
      Temporality temporality) {
    return place
        .apply(OtelMetrics.builder().exemplarFilter(ExemplarFilter.alwaysOn()), trap)
        .reader(ReaderOptions.of(temporality))
        .reader(ReaderOptions.of(Temporality.DELTA))
        .build();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureOfTheExemplarFilter_doesNotReachTheCaller(Throwable thrown) {
    Trap trap = new Trap(thrown);
    try (RecordedLog log = new RecordedLog()) {
      OtelMetrics metrics =
          OtelMetrics.builder()
              .exemplarFilter(
                  (value, attributes, context, span) -> {
                    trap.spring();
                    return true;
                  })
              .build();
      LongCounter orders = metrics.meterProvider().get("shop").counterBuilder("orders").build();
      orders.add(1);
      trap.armed = true;
      orders.add(2);
      orders.add(4);
      assertEquals(7, Collected.take(metrics).value("orders"));
      assertEquals(1, log.warnings().size());
      assertTrue(log.warnings().get(0).contains("PlugInFailureTest"), log.warnings().get(0));
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureOfReaderOptions_leavesTheDefaults(Throwable thrown) {
    try (RecordedLog log = new RecordedLog()) {
      OtelMetrics metrics =
          OtelMetrics.builder()
              .reader(
                  new ReaderOptions(
                      kind -> {
                        PlugInFailureTest.<RuntimeException>sneak(thrown);
                        return Temporality.DELTA;
                      },
                      kind -> nothing(),
                      kind -> 0))
              .build();
      LongCounter orders = metrics.meterProvider().get("shop").counterBuilder("orders").build();
      orders.add(1);
      assertEquals(1, Collected.take(metrics).value("orders"));
      assertEquals(1, Collected.take(metrics).value("orders"));
      assertEquals(3, log.warnings().size(), () -> log.warnings().toString());
    }
  }

  @SuppressWarnings("NullAway")
  private static <T> T nothing() {
    @Nullable T nothing = null;
    return nothing;
  }

  /** An error of the machine is passed on; what was taken out before is given back. */
  @Test
  void errorOfTheMachine_isPassedOnAndLosesNothing() {
    for (Temporality other : Temporality.values()) {
      for (BiFunction<OtelMetrics.Builder, Trap, OtelMetrics.Builder> place : places()) {
        OutOfMemoryError error = new OutOfMemoryError("on purpose");
        Trap trap = new Trap(error);
        OtelMetrics metrics = sdk(place, trap, other);
        LongCounter first = metrics.meterProvider().get("shop").counterBuilder("first").build();
        LongCounter orders = metrics.meterProvider().get("shop").counterBuilder("orders").build();
        metrics
            .meterProvider()
            .get("shop")
            .counterBuilder("observed")
            .buildWithCallback(m -> m.record(50));
        first.add(1);
        orders.add(1, Attributes.empty(), Context.root());
        orders.add(2, Collected.set(1));
        trap.armed = true;
        MetricReader failing = metrics.readers().get(0);
        assertSame(error, assertThrows(OutOfMemoryError.class, failing::take));
        for (MetricReader reader : metrics.readers()) {
          Collected collected = Collected.take(reader);
          assertEquals(1, collected.total("first"));
          assertEquals(3, collected.total("orders"));
          assertEquals(50, collected.total("observed"));
        }
      }
    }
  }

  /** Names of classes as their authors know them. */
  @Test
  void namesOfPlugIns_areTheirAuthors() {
    MetricProducer lambda = filter -> List.of();
    assertEquals(
        "ee.otel.metrics.internal.collect.PlugInFailureTest (MetricProducer)",
        Failures.nameOf(lambda));
    assertEquals(
        "ee.otel.metrics.internal.collect.PlugInFailureTest$Trap",
        Failures.nameOf(new Trap(new Error())));
  }
}
