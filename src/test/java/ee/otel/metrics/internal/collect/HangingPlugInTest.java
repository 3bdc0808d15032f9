package ee.otel.metrics.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.MetricFilter.MetricDecision;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.callback.CallbackLimits;
import ee.otel.metrics.internal.callback.CallbackRunner;
import ee.otel.metrics.internal.health.RecordedLog;
import ee.otel.metrics.internal.work.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Producers and filters that hang: each costs its own part, for as long as it hangs. */
@Timeout(30)
class HangingPlugInTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final RecordedLog log = new RecordedLog();
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger returns = new AtomicInteger();

  @AfterEach
  void end() {
    release.countDown();
    log.close();
  }

  private static boolean begin(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  private void hang() {
    calls.incrementAndGet();
    try {
      assertTrue(release.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      returns.incrementAndGet();
    }
  }

  private static List<MetricSnapshot> gauge(String name) {
    NumberPoint point = new NumberPoint(PointAttributes.EMPTY, 1, 2, NumberType.LONG, 7, List.of());
    return List.of(
        new MetricSnapshot(
            Scope.named("producer"), name, "", "", new MetricData.Gauge(List.of(point))));
  }

  private static OtelMetrics.Builder builder(Threads threads, Duration timeout) {
    return OtelMetrics.builder()
        .callbackRunner(CallbackRunner.bounded(threads, timeout, System::nanoTime));
  }

  private static void add(OtelMetrics metrics) {
    metrics.meterProvider().get("shop").counterBuilder("orders").build().add(1);
  }

  /** Collects until a name is there, or is not. */
  private static void awaitNames(OtelMetrics metrics, Set<String> names) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!names.equals(Set.copyOf(Collected.take(metrics).names()))) {
      assertTrue(System.nanoTime() < end, "never " + names);
    }
  }

  @Test
  void producerThatHangs_costsItsOwnMetricsUntilItReturns() {
    OtelMetrics metrics =
        builder(HangingPlugInTest::begin, SHORT)
            .metricProducer(
                filter -> {
                  hang();
                  return gauge("late");
                })
            .metricProducer(filter -> gauge("other"))
            .build();
    add(metrics);
    for (int i = 0; i < 3; i++) {
      assertEquals(Set.of("orders", "other"), Set.copyOf(Collected.take(metrics).names()));
    }
    assertEquals(Set.of("orders", "other"), Set.copyOf(Collected.peek(metrics).names()));
    assertEquals(1, calls.get());
    assertEquals(1, log.warnings().size(), () -> log.warnings().toString());
    assertTrue(
        log.warnings()
            .get(0)
            .startsWith(
                "Metric producer " + HangingPlugInTest.class.getName() + " (MetricProducer) has"),
        log.warnings().get(0));

    release.countDown();
    awaitNames(metrics, Set.of("orders", "other", "late"));
  }

  @Test
  void filterThatHangs_isLeftOutUntilItReturns() {
    OtelMetrics metrics =
        builder(HangingPlugInTest::begin, SHORT)
            .metricProducer(filter -> gauge("other"))
            .metricFilter(
                (scope, name, kind, unit) -> {
                  hang();
                  return name.equals("other") ? MetricDecision.DROP : MetricDecision.ACCEPT;
                })
            .build();
    add(metrics);
    for (int i = 0; i < 3; i++) {
      assertEquals(Set.of("orders", "other"), Set.copyOf(Collected.take(metrics).names()));
    }
    assertEquals(1, calls.get());
    assertEquals(1, log.warnings().size(), () -> log.warnings().toString());

    release.countDown();
    awaitNames(metrics, Set.of("orders"));
  }

  @Test
  void limitsOfAnExport_boundPlugInsToo() throws Exception {
    OtelMetrics metrics =
        builder(HangingPlugInTest::begin, LONG)
            .metricProducer(
                filter -> {
                  hang();
                  return List.of();
                })
            .build();
    add(metrics);
    OpenCollection collection = metrics.metrics().readers().get(0).open();
    assertTrue(collection.begin(0));
    long start = System.nanoTime();
    CollectedMetrics collected =
        collection.take(new CallbackLimits(start + SHORT.toNanos(), LONG.toNanos()));
    assertTrue(System.nanoTime() - start < LONG.toNanos() / 2, "not in time");
    assertEquals(List.of("orders"), new Collected(collected.metrics()).names());
    collected.delivered();
  }

  @Test
  void withoutAThread_producersAreLeftOutAndNothingIsFiltered() {
    OtelMetrics metrics =
        builder(Threads.NONE, LONG)
            .metricProducer(filter -> gauge("other"))
            .metricFilter((scope, name, kind, unit) -> MetricDecision.DROP)
            .build();
    add(metrics);
    assertEquals(List.of("orders"), Collected.take(metrics).names());
    assertEquals(2, log.warnings().size(), () -> log.warnings().toString());
  }

  @Test
  void errorOfTheMachine_comesFromTheOtherThread() {
    OutOfMemoryError error = new OutOfMemoryError("on purpose");
    AtomicBoolean armed = new AtomicBoolean(true);
    OtelMetrics metrics =
        builder(HangingPlugInTest::begin, LONG)
            .metricProducer(
                filter -> {
                  if (armed.getAndSet(false)) {
                    throw error;
                  }
                  return List.of();
                })
            .build();
    add(metrics);
    assertSame(error, assertThrows(OutOfMemoryError.class, metrics.readers().get(0)::take));
    assertEquals(1, Collected.take(metrics).value("orders"));
  }

  @Test
  void classLoader_isThatOfWhoeverCollects() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader application = new ClassLoader(before) {};
    AtomicBoolean same = new AtomicBoolean();
    OtelMetrics metrics =
        builder(HangingPlugInTest::begin, LONG)
            .metricProducer(
                filter -> {
                  same.set(Thread.currentThread().getContextClassLoader() == application);
                  return List.of();
                })
            .build();
    Thread.currentThread().setContextClassLoader(application);
    try {
      Collected.take(metrics);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertTrue(same.get());
  }
}
