package ee.otel.metrics.internal.collect;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.TestClock;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StartTimeTest {
  private final TestClock clock = new TestClock(100);

  private OtelMetrics sdk(Temporality... temporalities) {
    OtelMetrics.Builder builder =
        OtelMetrics.builder().clock(clock).exemplarFilter(ExemplarFilter.alwaysOn());
    for (Temporality temporality : temporalities) {
      builder.reader(ReaderOptions.of(temporality));
    }
    return builder.build();
  }

  private static void assertTimes(long start, long time, Point point) {
    assertEquals(start, point.startNanos(), "start");
    assertEquals(time, point.timeNanos(), "time");
  }

  @Test
  void cumulative_startsWithTheFirstMeasurementOfTheSeries() {
    OtelMetrics metrics = sdk(Temporality.CUMULATIVE);
    LongCounter counter = metrics.meterProvider().get("m").counterBuilder("c").build();
    clock.set(200);
    counter.add(1, set(1));
    clock.set(300);
    counter.add(1, set(2));
    counter.add(1, set(1));
    clock.set(400);
    Collected.take(metrics);
    clock.set(500);
    Collected collected = Collected.take(metrics);
    assertTimes(200, 500, collected.point("c", set(1)));
    assertTimes(300, 500, collected.point("c", set(2)));
  }

  @Test
  void delta_startsWithThePreviousCollection() {
    OtelMetrics metrics = sdk(Temporality.DELTA);
    LongCounter counter = metrics.meterProvider().get("m").counterBuilder("c").build();
    clock.set(200);
    counter.add(1);
    clock.set(300);
    assertTimes(100, 300, Collected.take(metrics).point("c"));
    clock.set(400);
    Collected.take(metrics);
    counter.add(1, set(1));
    counter.add(1);
    clock.set(500);
    Collected collected = Collected.take(metrics);
    assertTimes(400, 500, collected.point("c"));
    assertTimes(400, 500, collected.point("c", set(1)));
  }

  @Test
  void cumulativeObservable_startsWithTheCollectionBeforeItsFirstObservation() {
    OtelMetrics metrics = sdk(Temporality.CUMULATIVE);
    Meter meter = metrics.meterProvider().get("m");
    AtomicReference<Attributes> extra = new AtomicReference<>(Attributes.empty());
    meter
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              m.record(1, set(0));
              m.record(1, extra.get());
            });
    clock.set(200);
    assertTimes(100, 200, Collected.take(metrics).point("o", set(0)));
    extra.set(set(1));
    clock.set(300);
    Collected collected = Collected.take(metrics);
    assertTimes(100, 300, collected.point("o", set(0)));
    assertTimes(200, 300, collected.point("o", set(1)));
  }

  @Test
  void deltaObservable_startsWhereItsLastPointEnded() {
    OtelMetrics metrics = sdk(Temporality.DELTA);
    Meter meter = metrics.meterProvider().get("m");
    AtomicLong total = new AtomicLong(10);
    meter
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              if (total.get() > 0) {
                m.record(total.get());
              }
            });
    clock.set(200);
    assertTimes(100, 200, Collected.take(metrics).point("o"));
    total.set(-1);
    clock.set(300);
    assertEquals(List.of(), Collected.take(metrics).names());
    total.set(15);
    clock.set(400);
    Collected collected = Collected.take(metrics);
    assertTimes(200, 400, collected.point("o"));
    assertEquals(5, collected.value("o"));
  }

  @ParameterizedTest
  @EnumSource(Temporality.class)
  void start_isNeverAfterTimeAndNeverMoves(Temporality temporality) {
    for (Temporality[] readers :
        new Temporality[][] {{temporality}, {temporality, Temporality.DELTA}}) {
      clock.set(1000);
      OtelMetrics metrics = sdk(readers);
      Meter meter = metrics.meterProvider().get("m");
      LongCounter counter = meter.counterBuilder("c").build();
      AtomicLong total = new AtomicLong();
      meter.counterBuilder("o").buildWithCallback(m -> m.record(total.incrementAndGet()));
      counter.add(1);
      long firstStart = -1;
      for (long now : new long[] {900, 950, 1100, 1050, 2000, 1999, 3000}) {
        clock.set(now);
        counter.add(1);
        Collected collected = Collected.take(metrics);
        for (String name : List.of("c", "o")) {
          Point point = collected.point(name);
          assertTrue(point.startNanos() <= point.timeNanos(), point::toString);
          point
              .exemplars()
              .forEach(
                  exemplar ->
                      assertTrue(
                          point.startNanos() <= exemplar.timeNanos()
                              && exemplar.timeNanos() <= point.timeNanos(),
                          point::toString));
        }
        if (temporality == Temporality.CUMULATIVE) {
          firstStart = firstStart < 0 ? collected.point("c").startNanos() : firstStart;
          assertEquals(firstStart, collected.point("c").startNanos(), "at " + now);
          assertEquals(900, collected.point("o").startNanos(), "at " + now);
        }
      }
    }
  }

  /** The series is made by another reader's callback: after this collection has read the clock. */
  @Test
  void seriesThatBeginsDuringACollection_keepsTheStartItIsFirstShownWith() {
    AtomicLong reads = new AtomicLong();
    // Each reading is earlier than the one before, as for a collection that was overtaken.
    OtelMetrics metrics =
        OtelMetrics.builder().clock(() -> reads.get() == 0 ? 500 : reads.get()).build();
    LongCounter counter = metrics.meterProvider().get("m").counterBuilder("c").build();
    counter.add(1);
    reads.set(400);
    assertTimes(400, 400, Collected.take(metrics).point("c"));
    reads.set(600);
    assertTimes(400, 600, Collected.take(metrics).point("c"));
  }
}
