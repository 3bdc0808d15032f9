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
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import ee.otel.metrics.internal.stream.ForeignAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CardinalityLimitTest {

  private static OtelMetrics.Builder limited(Temporality temporality, int limit) {
    return OtelMetrics.builder()
        .reader(
            new ReaderOptions(
                kind -> temporality, kind -> Aggregation.defaultAggregation(), kind -> limit));
  }

  private static Meter meter(OtelMetrics metrics) {
    return metrics.meterProvider().get("m");
  }

  @ParameterizedTest
  @EnumSource(Temporality.class)
  void setsOfTheirOwn_areAsManyAsTheLimit(Temporality temporality) {
    OtelMetrics metrics = limited(temporality, 3).build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    for (int i = 0; i < 5; i++) {
      counter.add(10 + i, set(i));
      counter.add(10 + i, set(i));
    }

    Collected collected = Collected.take(metrics);

    assertEquals(4, collected.points("c").size());
    for (int i = 0; i < 3; i++) {
      assertEquals(2 * (10 + i), collected.value("c", set(i)));
    }
    assertEquals(2 * 13 + 2 * 14, collected.value("c", OVERFLOW));
    assertEquals(4, metrics.metrics().overflowed().get("c"));
    assertEquals(3, metrics.metrics().liveSeries().get("c"));
  }

  @Test
  void defaultLimit_is2000() {
    OtelMetrics metrics = OtelMetrics.builder().build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    for (int i = 0; i < 2000; i++) {
      counter.add(1, set(i));
    }
    assertFalse(Collected.peek(metrics).has("c", OVERFLOW));
    counter.add(1, set(2000));
    assertEquals(1, Collected.peek(metrics).value("c", OVERFLOW));
    assertEquals(2001, Collected.peek(metrics).points("c").size());
  }

  @Test
  void emptySet_counts() {
    OtelMetrics metrics = limited(Temporality.CUMULATIVE, 2).build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    counter.add(1);
    counter.add(1, set(1));
    counter.add(1, set(2));
    Collected collected = Collected.peek(metrics);
    assertEquals(1, collected.value("c"));
    assertEquals(1, collected.value("c", OVERFLOW));
  }

  @Test
  void overflowAttributes_neverMakeASecondOverflowPoint() {
    OtelMetrics metrics = limited(Temporality.CUMULATIVE, 1).build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    meter(metrics)
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              m.record(1, OVERFLOW);
              m.record(2, set(1));
              m.record(4, set(2));
            });
    counter.add(1, OVERFLOW);
    counter.add(2, set(1));
    counter.add(4, set(2));
    for (String name : List.of("c", "o")) {
      assertEquals(5, Collected.peek(metrics).value(name, OVERFLOW));
      assertEquals(2, Collected.peek(metrics).value(name, set(1)));
    }
  }

  @Test
  void viewsLimit_winsOverTheReaders() {
    OtelMetrics metrics =
        limited(Temporality.CUMULATIVE, 2)
            .view(View.of(InstrumentSelector.named("wide")).cardinalityLimit(3).build())
            .view(View.of(InstrumentSelector.named("plain")).description("d").build())
            .build();
    for (String name : List.of("wide", "plain")) {
      LongCounter counter = meter(metrics).counterBuilder(name).build();
      IntStream.range(0, 10).forEach(i -> counter.add(1, set(i)));
    }
    Collected collected = Collected.peek(metrics);
    assertEquals(4, collected.points("wide").size());
    assertEquals(3, collected.points("plain").size());
  }

  @Test
  void deltaInterval_hasRoomAnew() {
    OtelMetrics metrics = limited(Temporality.DELTA, 2).build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    counter.add(1, set(0));
    counter.add(1, set(1));
    counter.add(1, set(2));
    assertEquals(1, Collected.take(metrics).value("c", OVERFLOW));

    counter.add(1, set(3));
    counter.add(1, set(4));
    counter.add(1, set(0));
    Collected second = Collected.take(metrics);
    assertTrue(second.has("c", set(3)));
    assertTrue(second.has("c", set(4)));
    assertEquals(1, second.value("c", OVERFLOW));
    assertEquals(3, second.points("c").size());
  }

  @Test
  void removedAttributes_doNotCount() {
    OtelMetrics metrics =
        limited(Temporality.CUMULATIVE, 1)
            .view(
                View.of(InstrumentSelector.named("c")).excludedAttributeKeys(Set.of("set")).build())
            .build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    IntStream.range(0, 100).forEach(i -> counter.add(1, set(i)));
    IntStream.range(0, 100).forEach(i -> counter.add(1, set(i)));
    assertEquals(200, Collected.peek(metrics).value("c"));
    assertEquals(1, Collected.peek(metrics).points("c").size());
  }

  @ParameterizedTest
  @EnumSource(Temporality.class)
  void limit_isExactUnderRaces(Temporality temporality) throws Exception {
    for (int round = 0; round < 20; round++) {
      OtelMetrics metrics = limited(temporality, 50).build();
      LongCounter counter = meter(metrics).counterBuilder("c").build();
      CountDownLatch start = new CountDownLatch(1);
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Thread[] threads = new Thread[4];
      for (int t = 0; t < threads.length; t++) {
        int offset = t * 7;
        threads[t] =
            new Thread(
                () -> {
                  try {
                    start.await();
                    for (int i = 0; i < 200; i++) {
                      counter.add(1, set((i + offset) % 100));
                    }
                  } catch (Throwable e) {
                    failure.set(e);
                  }
                });
        threads[t].start();
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(null, failure.get());
      Collected collected = Collected.take(metrics);
      assertEquals(51, collected.points("c").size());
      assertEquals(800, collected.total("c"));
    }
  }

  @Test
  void foreignAttributes_findTheirSeriesInAFullStream() {
    OtelMetrics metrics = limited(Temporality.CUMULATIVE, 1).build();
    LongCounter counter = meter(metrics).counterBuilder("c").build();
    counter.add(1, set(1));
    counter.add(1, set(2));
    counter.add(4, new ForeignAttributes(set(1)));
    counter.add(8, new ForeignAttributes(set(2)));
    assertEquals(5, Collected.peek(metrics).value("c", set(1)));
    assertEquals(9, Collected.peek(metrics).value("c", OVERFLOW));
  }

  @Test
  void foreignAttributes_areOneSeriesOfAnObservable() {
    OtelMetrics metrics = limited(Temporality.CUMULATIVE, 5).build();
    meter(metrics)
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              m.record(1, set(1));
              m.record(2, new ForeignAttributes(set(1)));
              m.record(4, new ForeignAttributes(set(1)));
            });
    assertEquals(7, Collected.peek(metrics).value("o", set(1)));
  }

  @Test
  void warning_namesTheAttributeWithTheMostValuesOnceAMinute() {
    TestClock nanoTime = new TestClock(0);
    RecordedLog log = new RecordedLog();
    try {
      OtelMetrics metrics = limited(Temporality.CUMULATIVE, 3).health(new Health(nanoTime)).build();
      LongCounter counter = meter(metrics).counterBuilder("c").build();
      for (int i = 0; i < 6; i++) {
        counter.add(
            1,
            Attributes.of(
                AttributeKey.longKey("user.id"), (long) i, AttributeKey.longKey("zone"), 1L));
      }
      assertEquals(List.of(), log.warnings());
      Collected.take(metrics);
      counter.add(1, set(77));
      Collected.take(metrics);
      assertEquals(1, log.warnings().size());
      String warning = log.warnings().get(0);
      assertTrue(warning.contains("Metric c has reached its cardinality limit of 3"), warning);
      assertTrue(warning.contains("attribute user.id has the most values (3)"), warning);
      assertTrue(warning.contains("by a view, or raise the limit"), warning);

      Collected.take(metrics);
      nanoTime.advance(61_000_000_000L);
      Collected.take(metrics);
      assertEquals(1, log.warnings().size());
      counter.add(1, set(78));
      Collected.take(metrics);
      assertEquals(2, log.warnings().size());
    } finally {
      log.close();
    }
  }

  @Test
  void observable_givesRoomToWhatIsObservedFirst() {
    for (Temporality temporality : Temporality.values()) {
      OtelMetrics metrics = limited(temporality, 2).build();
      AtomicReference<long[]> sets = new AtomicReference<>(new long[] {1, 2, 3});
      meter(metrics)
          .gaugeBuilder("g")
          .ofLongs()
          .buildWithCallback(
              m -> {
                for (long set : sets.get()) {
                  m.record(set, set(set));
                }
              });
      Collected first = Collected.take(metrics);
      assertTrue(first.has("g", set(1)) && first.has("g", set(2)) && first.has("g", OVERFLOW));
      sets.set(new long[] {3, 1, 2});
      Collected second = Collected.take(metrics);
      assertTrue(second.has("g", set(3)) && second.has("g", set(1)) && !second.has("g", set(2)));
      assertEquals(3, second.points("g").size());
      assertEquals(2, metrics.metrics().liveSeries().get("g"));
      assertEquals(2, metrics.metrics().overflowed().get("g"));
    }
  }

  @Test
  void observableDelta_isNotToldTwiceWhenOthersTakeTheRoom() {
    OtelMetrics metrics = limited(Temporality.DELTA, 2).build();
    AtomicReference<long[]> sets = new AtomicReference<>(new long[] {1, 2});
    meter(metrics)
        .counterBuilder("c")
        .buildWithCallback(
            m -> {
              for (long set : sets.get()) {
                m.record(100, set(set));
              }
            });
    assertEquals(200, Collected.take(metrics).total("c"));
    sets.set(new long[] {3, 1});
    Collected second = Collected.take(metrics);
    assertEquals(100, second.value("c", set(3)));
    assertEquals(0, second.value("c", set(1)));
    sets.set(new long[] {1, 2});
    assertEquals(0, Collected.take(metrics).total("c"));
  }

  @Test
  void observableDelta_outlivesTheSweepThatMakesRoom() {
    OtelMetrics metrics = limited(Temporality.DELTA, 2).build();
    AtomicReference<long[]> sets = new AtomicReference<>(new long[] {1, 2});
    meter(metrics)
        .counterBuilder("c")
        .buildWithCallback(
            m -> {
              for (long set : sets.get()) {
                m.record(100, set(set));
              }
            });
    assertEquals(200, Collected.take(metrics).total("c"));
    sets.set(new long[] {3, 4});
    assertEquals(200, Collected.take(metrics).total("c"));
    sets.set(new long[] {5, 3});
    Collected third = Collected.take(metrics);
    assertEquals(100, third.value("c", set(5)));
    assertEquals(0, third.value("c", set(3)));
  }
}
