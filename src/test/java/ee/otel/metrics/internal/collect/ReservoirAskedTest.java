package ee.otel.metrics.internal.collect;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.TestSpan;
import ee.otel.metrics.api.Bind;
import ee.otel.metrics.api.BoundLong;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.ExemplarReservoir;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.Measurement;
import ee.otel.metrics.api.View;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reservoir is asked once for each measurement, and gets what it wants and nothing else. */
class ReservoirAskedTest {
  private static final Context SAMPLED = TestSpan.sampled();

  private final List<Double> asked = new ArrayList<>();
  private final List<Double> offered = new ArrayList<>();

  /** Wants odd values. */
  private final class Odd implements ExemplarReservoir {
    @Override
    public boolean wants(double value) {
      asked.add(value);
      return value % 2 == 1;
    }

    @Override
    public void offer(Measurement measurement) {
      offered.add(measurement.toDouble());
    }

    @Override
    public List<Measurement> measurements(boolean empty) {
      return List.of();
    }
  }

  private OtelMetrics sdk(ExemplarFilter filter) {
    return OtelMetrics.builder()
        .exemplarFilter(filter)
        .view(
            View.of(InstrumentSelector.named("c"))
                .cardinalityLimit(1)
                .exemplarReservoir(Odd::new)
                .build())
        .build();
  }

  private static ExemplarFilter filter(boolean traceBased) {
    return traceBased ? ExemplarFilter.traceBased() : ExemplarFilter.alwaysOn();
  }

  private static LongCounter counter(OtelMetrics metrics) {
    return metrics.meterProvider().get("m").counterBuilder("c").build();
  }

  private void assertAsked() {
    assertEquals(List.of(1.0, 2.0, 3.0, 4.0), asked);
    assertEquals(List.of(1.0, 3.0), offered);
  }

  private static void record(LongCounter counter, Attributes attributes) {
    for (int i = 1; i <= 4; i++) {
      counter.add(i, attributes, SAMPLED);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofASeries(boolean traceBased) {
    record(counter(sdk(filter(traceBased))), set(1));
    assertAsked();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofTheOverflowSeries(boolean traceBased) {
    LongCounter counter = counter(sdk(filter(traceBased)));
    counter.add(1, set(1), Context.root());
    asked.clear();
    offered.clear();
    record(counter, set(2));
    assertAsked();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofABoundSeries(boolean traceBased) {
    BoundLong bound = Bind.bind(counter(sdk(filter(traceBased))), set(1));
    SAMPLED
        .wrap(
            () -> {
              for (int i = 1; i <= 4; i++) {
                bound.record(i);
              }
            })
        .run();
    assertAsked();
  }

  @Test
  void ofAnObservedSeries() {
    OtelMetrics metrics = sdk(ExemplarFilter.traceBased());
    metrics
        .meterProvider()
        .get("m")
        .counterBuilder("c")
        .buildWithCallback(
            observed -> {
              for (int i = 1; i <= 4; i++) {
                int value = i;
                SAMPLED.wrap(() -> observed.record(value, set(1))).run();
              }
            });
    Collected.take(metrics);
    assertAsked();
  }
}
