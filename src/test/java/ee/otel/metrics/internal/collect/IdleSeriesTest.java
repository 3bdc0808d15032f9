package ee.otel.metrics.internal.collect;

import static ee.otel.metrics.Collected.OVERFLOW;
import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.TestClock;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.Bind;
import ee.otel.metrics.api.BoundLong;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.instrument.Ending;
import ee.otel.metrics.internal.stream.ForeignAttributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleSeriesTest {
  private static final long TIMEOUT = 1000;

  private final TestClock clock = new TestClock(100);

  private OtelMetrics cumulative(int limit) {
    return OtelMetrics.builder()
        .clock(clock)
        .monotonicClock(clock)
        .idleTimeout(Duration.ofNanos(TIMEOUT))
        .exemplarFilter(ExemplarFilter.alwaysOn())
        .reader(
            new ReaderOptions(
                kind -> Temporality.CUMULATIVE,
                kind -> Aggregation.defaultAggregation(),
                kind -> limit))
        .build();
  }

  private static LongCounter counter(OtelMetrics metrics) {
    return metrics.meterProvider().get("m").counterBuilder("c").build();
  }

  private static int live(OtelMetrics metrics) {
    return metrics.metrics().liveSeries().get("c");
  }

  @Test
  void untouchedSeries_isLetGoAfterTheTimeout() {
    OtelMetrics metrics = cumulative(10);
    LongCounter counter = counter(metrics);
    counter.add(1, set(1));
    counter.add(1, set(2));
    Collected.take(metrics);
    for (int i = 0; i < 10; i++) {
      clock.advance(TIMEOUT / 5);
      counter.add(1, set(2));
      Collected.take(metrics);
    }
    assertEquals(1, live(metrics));
    assertFalse(Collected.take(metrics).has("c", set(1)));
    assertEquals(11, Collected.take(metrics).value("c", set(2)));
  }

  @Test
  void withoutTimeout_seriesStay() {
    OtelMetrics metrics = OtelMetrics.builder().clock(clock).monotonicClock(clock).build();
    counter(metrics).add(1, set(1));
    for (int i = 0; i < 10; i++) {
      clock.advance(TIMEOUT * 1000);
      assertEquals(1, Collected.take(metrics).value("c", set(1)));
    }
  }

  @Test
  void lastPoint_isExportedUntilItArrives() {
    OtelMetrics metrics = cumulative(10);
    LongCounter counter = counter(metrics);
    counter.add(5, set(1));
    Collected.take(metrics);
    Collected.take(metrics);
    clock.advance(TIMEOUT);
    assertEquals(5, Collected.fail(metrics).value("c", set(1)));
    assertEquals(5, Collected.fail(metrics).value("c", set(1)));
    clock.advance(TIMEOUT);
    assertEquals(5, Collected.take(metrics).value("c", set(1)));
    assertEquals(0, live(metrics));
    assertEquals(List.of(), Collected.take(metrics).names());
  }

  @Test
  void seriesThatComesBack_hasANewStart() {
    OtelMetrics metrics = cumulative(10);
    LongCounter counter = counter(metrics);
    counter.add(5, set(1));
    Collected.take(metrics);
    Collected.take(metrics);
    clock.advance(TIMEOUT);
    assertEquals(100, Collected.take(metrics).point("c", set(1)).startNanos());
    clock.advance(50);
    counter.add(7, set(1));
    clock.advance(50);
    Collected back = Collected.take(metrics);
    assertEquals(7, back.value("c", set(1)));
    assertEquals(TIMEOUT + 150, back.point("c", set(1)).startNanos());
  }

  @Test
  void recordingMeanwhile_continuesWhatDidNotArrive() {
    OtelMetrics metrics = cumulative(10);
    LongCounter counter = counter(metrics);
    counter.add(5, set(1));
    Collected.take(metrics);
    Collected.take(metrics);
    clock.advance(TIMEOUT);
    Collected.fail(metrics);
    counter.add(7, set(1));
    Collected next = Collected.take(metrics);
    assertEquals(12, next.value("c", set(1)));
    assertEquals(100, next.point("c", set(1)).startNanos());
    counter.add(1, set(1));
    assertEquals(13, Collected.take(metrics).value("c", set(1)));
  }

  @Test
  void roomOfALetGoSeries_isGivenToOthers() {
    OtelMetrics metrics = cumulative(1);
    LongCounter counter = counter(metrics);
    counter.add(1, set(1));
    counter.add(1, set(2));
    Collected.take(metrics);
    Collected.take(metrics);
    clock.advance(TIMEOUT);
    Collected.take(metrics);
    counter.add(1, set(2));
    Collected collected = Collected.take(metrics);
    assertEquals(1, collected.value("c", set(2)));
    assertEquals(1, collected.value("c", OVERFLOW));
  }

  @Test
  void lastPointUnderWay_keepsItsPlace() {
    OtelMetrics metrics = cumulative(1);
    LongCounter counter = counter(metrics);
    counter.add(5, set(1));
    Collected.take(metrics);
    Collected.take(metrics);
    clock.advance(TIMEOUT);
    CollectedMetrics collected = metrics.readers().get(0).take();
    counter.add(7, set(2));
    collected.failed();
    Collected next = Collected.take(metrics);
    assertEquals(5, next.value("c", set(1)));
    assertEquals(7, next.value("c", OVERFLOW));
    assertEquals(100, next.point("c", set(1)).startNanos());
    counter.add(9, set(2));
    Collected last = Collected.take(metrics);
    assertEquals(9, last.value("c", set(2)));
    assertFalse(last.has("c", set(1)));
  }

  @Test
  void clockThatIsSetBack_doesNotChangeWhatIsIdle() {
    TestClock wall = new TestClock(1_000_000);
    OtelMetrics metrics =
        OtelMetrics.builder()
            .clock(wall)
            .monotonicClock(clock)
            .idleTimeout(Duration.ofNanos(TIMEOUT))
            .build();
    counter(metrics).add(1, set(1));
    Collected.take(metrics);
    Collected.take(metrics);
    wall.set(500);
    clock.advance(TIMEOUT);
    assertEquals(1, Collected.take(metrics).value("c", set(1)));
    assertEquals(0, live(metrics));
  }

  @Test
  void seriesThatComesBack_isOnePointForAReaderThatMissedItsEnd() {
    OtelMetrics metrics =
        OtelMetrics.builder()
            .clock(clock)
            .monotonicClock(clock)
            .idleTimeout(Duration.ofNanos(TIMEOUT))
            .reader(ReaderOptions.of(Temporality.CUMULATIVE))
            .reader(ReaderOptions.of(Temporality.DELTA))
            .build();
    LongCounter counter = counter(metrics);
    MetricReader delta = metrics.readers().get(1);
    counter.add(5, set(1));
    Collected.take(metrics);
    Collected.take(metrics);
    clock.advance(TIMEOUT);
    assertEquals(5, Collected.take(metrics).value("c", set(1)));
    counter.add(7, set(1));
    assertEquals(12, new Collected(delta.peek()).value("c", set(1)));
    assertEquals(12, Collected.take(delta).value("c", set(1)));
    Collected back = Collected.take(metrics);
    assertEquals(7, back.value("c", set(1)));
    assertEquals(100 + TIMEOUT, back.point("c", set(1)).startNanos());
  }

  @Test
  void endedSeries_isExportedOnceMore() {
    OtelMetrics metrics = cumulative(10);
    LongCounter counter = counter(metrics);
    BoundLong bound = Bind.bind(counter, set(1));
    bound.record(5, null);
    bound.record(6, null);
    Ending.end(counter, new ForeignAttributes(set(1)));
    Ending.end(counter, set(2));
    bound.record(1, null);
    assertEquals(12, Collected.fail(metrics).value("c", set(1)));
    assertEquals(0, live(metrics));
    assertEquals(12, Collected.take(metrics).value("c", set(1)));
    assertEquals(List.of(), Collected.take(metrics).names());
    bound.record(2, null);
    assertEquals(2, Collected.take(metrics).value("c", set(1)));
  }

  @Test
  void deltaSeries_isLetGoAfterAnIntervalWithout() {
    OtelMetrics metrics =
        OtelMetrics.builder()
            .reader(ReaderOptions.of(Temporality.DELTA))
            .clock(clock)
            .monotonicClock(clock)
            .build();
    LongCounter counter = counter(metrics);
    counter.add(1, set(1));
    counter.add(1, set(2));
    Collected.take(metrics);
    assertEquals(2, live(metrics));
    counter.add(1, set(2));
    assertEquals(1, Collected.take(metrics).total("c"));
    assertEquals(1, live(metrics));
    counter.add(3, set(1));
    assertEquals(3, Collected.take(metrics).value("c", set(1)));
  }

  @Test
  void exemplarsOfALetGoSeries_areFreed() {
    for (Temporality temporality : Temporality.values()) {
      OtelMetrics metrics =
          OtelMetrics.builder()
              .clock(clock)
              .monotonicClock(clock)
              .idleTimeout(Duration.ofNanos(TIMEOUT))
              .exemplarFilter(ExemplarFilter.alwaysOn())
              .reader(
                  new ReaderOptions(
                      kind -> temporality, kind -> Aggregation.defaultAggregation(), kind -> 2))
              .build();
      LongCounter counter = counter(metrics);
      counter.add(1, set(1));
      counter.add(1, set(2));
      assertEquals(2, metrics.exemplars().reservoirs());
      Collected.take(metrics);
      counter.add(1, set(3)); // under delta this one takes the place of another
      for (int i = 0; i < 3; i++) {
        clock.advance(TIMEOUT);
        Collected.take(metrics);
      }
      assertEquals(0, metrics.exemplars().reservoirs(), temporality::name);
      assertTrue(live(metrics) == 0);
    }
  }
}
