package ee.otel.metrics.internal.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.RecordedLog;
import ee.otel.metrics.internal.work.Threads;
import io.opentelemetry.api.metrics.Meter;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A callback that hangs is bounded by a timeout (behaviours, number 23). */
@Timeout(30)
class BoundedCallbackRunnerTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CountDownLatch release = new CountDownLatch(1);
  private RecordedLog log;

  @BeforeEach
  void listen() {
    log = new RecordedLog();
  }

  @AfterEach
  void stop() throws InterruptedException {
    release.countDown();
    executor.shutdown();
    assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
    log.close();
  }

  private boolean begin(Runnable work) {
    executor.execute(work);
    return true;
  }

  private static OtelMetrics timed(Threads threads, Duration timeout) {
    return OtelMetrics.builder()
        .callbackRunner(new BoundedCallbackRunner(threads, timeout, System::nanoTime))
        .reader(ReaderOptions.of(Temporality.CUMULATIVE))
        .build();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void callback_runsElsewhereWithItsClassLoader() throws Exception {
    OtelMetrics metrics = timed(this::begin, LONG);
    AtomicReference<Thread> ranOn = new AtomicReference<>();
    AtomicReference<ClassLoader> ranWith = new AtomicReference<>();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
      Thread.currentThread().setContextClassLoader(application);
      metrics
          .meterProvider()
          .get("m")
          .counterBuilder("o")
          .buildWithCallback(
              m -> {
                ranOn.set(Thread.currentThread());
                ranWith.set(Thread.currentThread().getContextClassLoader());
                m.record(3);
              });
      Thread.currentThread().setContextClassLoader(before);
      assertEquals(3, Collected.take(metrics).value("o"));
      assertNotSame(Thread.currentThread(), ranOn.get());
      assertSame(application, ranWith.get());
      assertSame(
          before, executor.submit(() -> Thread.currentThread().getContextClassLoader()).get());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void hangingCallback_isLeftAloneUntilItReturns() {
    OtelMetrics metrics = timed(this::begin, SHORT);
    Meter meter = metrics.meterProvider().get("m");
    AtomicInteger starts = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(1);
    meter
        .counterBuilder("hangs")
        .buildWithCallback(
            m -> {
              starts.incrementAndGet();
              m.record(1, Collected.set(1));
              await(release);
              m.record(1, Collected.set(2));
              ended.countDown();
            });
    meter.counterBuilder("after").buildWithCallback(m -> m.record(7));

    Collected first = Collected.take(metrics);
    assertTrue(first.has("hangs", Collected.set(1)));
    assertEquals(7, first.value("after"));
    assertEquals(List.of("after"), Collected.take(metrics).names());
    assertEquals(1, starts.get());
    assertEquals(1, log.warnings().size(), () -> log.warnings().toString());
    assertTrue(
        log.warnings().get(0).contains("Callback of hangs failed: it has not returned after "),
        log.warnings().get(0));

    release.countDown();
    await(ended);
    assertEquals(1, metrics.losses().count(Loss.CALLBACK_TIMED_OUT));
    assertEquals(0, metrics.losses().count(Loss.OUTSIDE_CALLBACK));
    Collected recovered = collectUntil(metrics, Collected.set(2));
    assertTrue(recovered.has("hangs", Collected.set(1)));
    assertTrue(starts.get() >= 2);
  }

  private static Collected collectUntil(OtelMetrics metrics, Object attributes) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < deadline) {
      Collected collected = Collected.take(metrics);
      if (collected.points("hangs").stream()
          .anyMatch(point -> point.attributes().attributes().equals(attributes))) {
        return collected;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("never observed " + attributes);
  }

  @Test
  void collection_saysTimeoutWhenACallbackHangs() {
    OtelMetrics metrics = timed(this::begin, SHORT);
    MetricReader reader = metrics.readers().get(0);
    Meter meter = metrics.meterProvider().get("m");
    AtomicBoolean hangs = new AtomicBoolean();
    meter
        .counterBuilder("hangs")
        .buildWithCallback(
            m -> {
              if (hangs.get()) {
                await(release);
              }
            });
    meter.counterBuilder("after").buildWithCallback(m -> m.record(7));

    assertEquals(ExportResult.SUCCESS, resultOf(reader));
    hangs.set(true);
    assertEquals(ExportResult.TIMEOUT, resultOf(reader));
    metrics.shutdown();
    assertEquals(ExportResult.FAILURE, resultOf(reader));
  }

  private static ExportResult resultOf(MetricReader reader) {
    CollectedMetrics collected = reader.take();
    collected.delivered();
    return collected.result();
  }

  @Test
  void lateObservation_isNotTakenForThatOfAnotherCallback() {
    OtelMetrics metrics = timed(this::begin, SHORT);
    Meter meter = metrics.meterProvider().get("m");
    CountDownLatch otherRuns = new CountDownLatch(1);
    CountDownLatch lateDone = new CountDownLatch(1);
    meter
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              await(otherRuns);
              m.record(1000);
              lateDone.countDown();
            });
    meter
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              otherRuns.countDown();
              await(lateDone);
              m.record(1);
            });
    assertEquals(1, Collected.take(metrics).value("o"));
    assertEquals(1, metrics.losses().count(Loss.CALLBACK_TIMED_OUT));
  }

  @Test
  void exception_isTheCallbacksOwn() {
    OtelMetrics metrics = timed(this::begin, LONG);
    metrics
        .meterProvider()
        .get("m")
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              m.record(1);
              throw new IllegalStateException("on purpose");
            });
    assertEquals(1, Collected.take(metrics).value("o"));
    assertTrue(log.warnings().get(0).contains("IllegalStateException: on purpose"));
  }

  @Test
  void callbackWithoutAThread_isLeftOutAndSaid() {
    AtomicInteger starts = new AtomicInteger();
    OtelMetrics metrics = timed(Threads.NONE, LONG);
    metrics
        .meterProvider()
        .get("m")
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              starts.incrementAndGet();
              m.record(5);
            });
    metrics
        .meterProvider()
        .get("ee.otel.metrics")
        .counterBuilder("own")
        .buildWithCallback(m -> m.record(7));
    assertEquals(List.of("own"), Collected.take(metrics).names());
    assertEquals(List.of("own"), Collected.take(metrics).names());
    assertEquals(0, starts.get());
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("the server gave no thread to run it"));
    assertEquals(2, metrics.metrics().callbacks().failures());
  }

  @Test
  void ownCallbacks_runOnTheCollectingThreadAndBorrowNone() {
    AtomicInteger begun = new AtomicInteger();
    AtomicReference<Thread> ranOn = new AtomicReference<>();
    OtelMetrics metrics =
        timed(
            work -> {
              begun.incrementAndGet();
              return begin(work);
            },
            LONG);
    metrics
        .meterProvider()
        .get("ee.otel.metrics")
        .counterBuilder("own")
        .buildWithCallback(
            m -> {
              ranOn.set(Thread.currentThread());
              m.record(7);
            });
    assertEquals(7, Collected.take(metrics).value("own"));
    assertSame(Thread.currentThread(), ranOn.get());
    assertEquals(0, begun.get());
  }

  @Test
  void callbacksOfACollection_shareOneThread() {
    AtomicInteger begun = new AtomicInteger();
    Set<Thread> ranOn = ConcurrentHashMap.newKeySet();
    OtelMetrics metrics =
        timed(
            work -> {
              begun.incrementAndGet();
              return begin(work);
            },
            LONG);
    for (int i = 0; i < 7; i++) {
      metrics
          .meterProvider()
          .get("m")
          .counterBuilder("o" + i)
          .buildWithCallback(m -> ranOn.add(Thread.currentThread()));
    }
    Collected.take(metrics);
    assertEquals(1, begun.get());
    assertEquals(1, ranOn.size());
  }

  @Test
  void manyHangingCallbacks_shareTheTimeAndTheOthersObserve() {
    OtelMetrics metrics = timed(this::begin, SHORT);
    Meter meter = metrics.meterProvider().get("m");
    for (int i = 0; i < 8; i++) {
      meter.counterBuilder("hangs" + i).buildWithCallback(m -> await(release));
      meter.counterBuilder("works" + i).buildWithCallback(m -> m.record(1));
    }
    long start = System.nanoTime();
    Collected first = Collected.take(metrics);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

    assertEquals(8, first.names().size(), () -> first.names().toString());
    assertTrue(millis < 4 * SHORT.toMillis() + 2000, millis + " ms");
    assertEquals(8, log.warnings().size());
    assertEquals(8, Collected.take(metrics).names().size());
  }

  @Test
  void interruptedCollection_leavesItsCallbacksBehindAndKeepsTheInterrupt() {
    OtelMetrics metrics = timed(this::begin, LONG);
    metrics.meterProvider().get("m").counterBuilder("o").buildWithCallback(m -> await(release));
    Thread.currentThread().interrupt();
    assertEquals(List.of(), Collected.take(metrics).names());
    assertTrue(Thread.interrupted());
  }

  @Test
  void collectionInsideACallback_isAnsweredWithNothing() {
    OtelMetrics metrics = timed(this::begin, LONG);
    AtomicReference<Boolean> empty = new AtomicReference<>(false);
    metrics
        .meterProvider()
        .get("m")
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              empty.set(metrics.readers().get(0).peek().isEmpty());
              m.record(1);
            });
    assertEquals(1, Collected.take(metrics).value("o"));
    assertTrue(empty.get());
  }
}
