package ee.otel.metrics.internal.collect;

import static ee.otel.metrics.Collected.OVERFLOW;
import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.TestClock;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A failed export loses nothing under delta (behaviours, number 32). */
class DeltaOutageTest {
  private final TestClock clock = new TestClock(1000);

  private OtelMetrics delta(int limit) {
    return OtelMetrics.builder()
        .clock(clock)
        .view(
            View.of(InstrumentSelector.named("exponential"))
                .aggregation(Aggregation.base2ExponentialBucketHistogram())
                .build())
        .reader(
            new ReaderOptions(
                kind -> Temporality.DELTA, kind -> Aggregation.defaultAggregation(), kind -> limit))
        .build();
  }

  private static Meter meter(OtelMetrics metrics) {
    return metrics.meterProvider().get("m");
  }

  private void assertTimes(Point point, long start, long time) {
    assertEquals(start, point.startNanos());
    assertEquals(time, point.timeNanos());
  }

  @Test
  void failedDelta_isAddedToTheNextWithItsStart() {
    OtelMetrics metrics = delta(10);
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    counter.add(100);
    clock.set(2000);
    assertEquals(100, Collected.fail(metrics).value("c"));
    counter.add(1);
    clock.set(3000);

    Collected second = Collected.take(metrics);

    assertEquals(101, second.value("c"));
    assertTimes(second.point("c"), 1000, 3000);
    counter.add(5);
    clock.set(4000);
    Collected third = Collected.take(metrics);
    assertEquals(5, third.value("c"));
    assertTimes(third.point("c"), 3000, 4000);
  }

  @Test
  void manyFailures_addUp() {
    OtelMetrics metrics = delta(10);
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    for (int i = 0; i < 100; i++) {
      counter.add(1, set(i % 3));
      clock.advance(10);
      Collected.fail(metrics);
    }
    Collected collected = Collected.take(metrics);
    assertEquals(100, collected.total("c"));
    assertEquals(3, collected.points("c").size());
    for (int i = 0; i < 3; i++) {
      assertEquals(1000 + 10 * i, collected.point("c", set(i)).startNanos());
    }
    assertEquals(List.of(), Collected.take(metrics).names());
  }

  @Test
  void failureWithoutNews_comesAgain() {
    OtelMetrics metrics = delta(10);
    meter(metrics).counterBuilder("c").build().add(7);
    Collected.fail(metrics);
    Collected.fail(metrics);
    assertEquals(7, Collected.peek(metrics).value("c"));
    assertEquals(7, Collected.take(metrics).value("c"));
    assertEquals(List.of(), Collected.peek(metrics).names());
  }

  @Test
  void rotatingSets_stayBounded() {
    OtelMetrics metrics = delta(10);
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    long recorded = 0;
    for (int i = 0; i < 200; i++) {
      counter.add(1, set(i));
      recorded++;
      Collected failed = Collected.fail(metrics);
      assertTrue(failed.points("c").size() <= 11);
      assertEquals(recorded, failed.total("c"));
    }
    assertEquals(10, metrics.metrics().liveSeries().get("c"));
    Collected collected = Collected.take(metrics);
    assertEquals(190, collected.value("c", OVERFLOW));
    assertEquals(200, collected.total("c"));
  }

  @Test
  void histograms_areMerged() {
    OtelMetrics metrics = delta(10);
    DoubleHistogram histogram =
        meter(metrics)
            .histogramBuilder("h")
            .setExplicitBucketBoundariesAdvice(List.of(1d, 2d))
            .build();
    DoubleHistogram exponential = meter(metrics).histogramBuilder("exponential").build();
    for (double value : new double[] {0.5, 5}) {
      histogram.record(value);
      exponential.record(value);
    }
    Collected.fail(metrics);
    for (double value : new double[] {0.25, 1.5, 4096}) {
      histogram.record(value);
      exponential.record(value);
    }

    Collected collected = Collected.take(metrics);

    HistogramPoint merged = collected.histogram("h");
    assertEquals(5, merged.count());
    assertArrayEquals(new long[] {2, 1, 2}, merged.counts());
    assertEquals(4103.25, merged.sum());
    assertEquals(0.25, merged.min());
    assertEquals(4096, merged.max());
    assertEquals(5, collected.exponential("exponential").count());
    assertEquals(0.25, collected.exponential("exponential").min());
    assertEquals(4096, collected.exponential("exponential").max());
    long inBuckets = 0;
    for (long count : collected.exponential("exponential").positive().counts()) {
      inBuckets += count;
    }
    assertEquals(5, inBuckets);
  }

  @Test
  void gauge_givesItsLatestValue() {
    OtelMetrics metrics = delta(10);
    LongGauge gauge = meter(metrics).gaugeBuilder("g").ofLongs().build();
    gauge.set(1);
    Collected.fail(metrics);
    assertEquals(1, Collected.fail(metrics).value("g"));
    gauge.set(2);
    assertEquals(2, Collected.take(metrics).value("g"));
    assertEquals(List.of(), Collected.take(metrics).names());
  }

  @Test
  void observable_addsUpWhatWasNotDelivered() {
    OtelMetrics metrics = delta(10);
    AtomicLong total = new AtomicLong(100);
    meter(metrics).counterBuilder("o").buildWithCallback(m -> m.record(total.get()));
    clock.set(2000);
    assertEquals(100, Collected.fail(metrics).value("o"));
    total.set(130);
    clock.set(3000);
    assertEquals(130, Collected.fail(metrics).value("o"));
    total.set(10); // a reset: 10 more since it began again
    clock.set(4000);
    assertEquals(140, Collected.fail(metrics).value("o"));
    total.set(11);
    clock.set(5000);
    Collected collected = Collected.take(metrics);
    assertEquals(141, collected.value("o"));
    assertTimes(collected.point("o"), 1000, 5000);
    assertEquals(0, Collected.take(metrics).value("o"));
  }

  @Test
  void observablesFailedPoint_comesAgainWithoutAnObservation() {
    OtelMetrics metrics = delta(10);
    AtomicLong total = new AtomicLong(100);
    ObservableLongCounter handle =
        meter(metrics).counterBuilder("o").buildWithCallback(m -> m.record(total.get()));
    Collected.fail(metrics);
    handle.close();
    assertEquals(100, Collected.fail(metrics).value("o"));
    assertEquals(100, Collected.take(metrics).value("o"));
    assertEquals(List.of(), Collected.take(metrics).names());
  }

  @Test
  void deliveredOnly_bringsBackTheRest() {
    OtelMetrics metrics = delta(10);
    LongCounter arrived = meter(metrics).counterBuilder("arrived").build();
    LongCounter lost = meter(metrics).counterBuilder("lost").build();
    arrived.add(1);
    lost.add(1);
    CollectedMetrics collected = metrics.readers().get(0).take();
    MetricSnapshot delivered = new Collected(collected.metrics()).metric("arrived");

    collected.deliveredOnly(List.of(delivered));

    arrived.add(10);
    lost.add(10);
    Collected next = Collected.take(metrics);
    assertEquals(10, next.value("arrived"));
    assertEquals(11, next.value("lost"));
  }

  @Test
  void collectedMetrics_haveOneOutcome() {
    OtelMetrics metrics = delta(10);
    CollectedMetrics collected = metrics.readers().get(0).take();
    collected.delivered();
    assertThrows(IllegalStateException.class, collected::failed);
  }

  @Test
  void cumulative_doesNotDoubleWhatFailed() {
    OtelMetrics metrics = OtelMetrics.builder().clock(clock).build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    counter.add(100);
    Collected.fail(metrics);
    counter.add(1);
    assertEquals(101, Collected.take(metrics).value("c"));
  }
}
