package ee.otel.metrics.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.internal.export.delivery.Export;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import ee.otel.metrics.internal.work.Threads;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportTurnsTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final RecordedLog log = new RecordedLog();
  private final AtomicLong ahead = new AtomicLong();
  private final FakeExport export = new FakeExport();
  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final ExportTurns turns = turns(export);

  /** Each has a reader of the same storage. */
  private ExportTurns turns(FakeExport... exports) {
    return new ExportTurns(
        Arrays.stream(exports)
            .map(each -> new ExporterState(each, metrics.metrics().readers().get(0)::open))
            .toList(),
        Duration.ofSeconds(5),
        ExportTurnsTest::begin,
        this::now,
        new Health(this::now));
  }

  private static boolean begin(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  private void tick() {
    tick(turns, MINUTE);
  }

  /** A tick, and the end of the export that it may have begun. */
  private static void tick(ExportTurns turns, Duration interval) {
    turns.tick(interval, SECOND);
    while (turns.isUnderWay()) {
      Thread.onSpinWait();
    }
  }

  private long now() {
    return System.nanoTime() + ahead.get();
  }

  private void pass(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void tick_exportsEachInterval() {
    tick();
    pass(MINUTE);
    tick();
    assertEquals(2, export.begun.get());
  }

  @Test
  void tick_leavesOutWhoseOwnIntervalIsNotOver() {
    FakeExport seldom = new FakeExport();
    ExportTurns both =
        new ExportTurns(
            List.of(
                new ExporterState(
                    export, metrics.metrics().readers().get(0)::open, () -> TEN_SECONDS),
                new ExporterState(seldom, metrics.metrics().readers().get(0)::open, () -> MINUTE)),
            Duration.ofSeconds(5),
            ExportTurnsTest::begin,
            this::now,
            new Health(this::now));
    for (int i = 0; i < 13; i++) {
      tick(both, TEN_SECONDS);
      pass(TEN_SECONDS);
    }
    assertEquals(13, export.begun.get());
    assertEquals(3, seldom.begun.get());

    assertEquals(ExportResult.SUCCESS, both.flush(SECOND));
    assertEquals(14, export.begun.get());
    assertEquals(4, seldom.begun.get());
  }

  @Test
  void tickOfABurst_isSkipped() {
    tick();
    for (int i = 0; i < 20; i++) {
      tick();
    }
    assertEquals(1, export.begun.get());

    pass(MINUTE.dividedBy(2));
    tick();
    assertEquals(2, export.begun.get());
  }

  @Test
  void tick_isSkippedWhileAnotherExportRuns() throws Exception {
    export.blocked = new CountDownLatch(1);
    CompletableFuture<ExportResult> flush = inBackground(() -> turns.flush(Duration.ofHours(1)));
    export.awaitBegun(1);
    pass(MINUTE);

    turns.tick(MINUTE, SECOND);

    assertEquals(1, export.begun.get());
    export.blocked.countDown();
    assertEquals(ExportResult.SUCCESS, flush.get(20, TimeUnit.SECONDS));
  }

  @Test
  void flush_waitsForTheExportUnderWayAndExportsItself() throws Exception {
    export.blocked = new CountDownLatch(1);
    CompletableFuture<ExportResult> first = inBackground(() -> turns.flush(LONG));
    export.awaitBegun(1);
    CompletableFuture<ExportResult> second = inBackground(() -> turns.flush(LONG));

    export.blocked.countDown();

    assertEquals(ExportResult.SUCCESS, first.get(20, TimeUnit.SECONDS));
    assertEquals(ExportResult.SUCCESS, second.get(20, TimeUnit.SECONDS));
    assertEquals(2, export.begun.get());
    assertEquals(1, export.mostAtOnce.get());
  }

  @Test
  void flush_timesOutWhenItsTurnDoesNotCome() throws Exception {
    export.blocked = new CountDownLatch(1);
    CompletableFuture<ExportResult> first = inBackground(() -> turns.flush(LONG));
    export.awaitBegun(1);

    assertEquals(ExportResult.TIMEOUT, turns.flush(Duration.ofMillis(10)));

    export.blocked.countDown();
    first.get(20, TimeUnit.SECONDS);
    assertEquals(1, export.begun.get());
  }

  @Test
  void flush_passesItsDeadlineOn() {
    long before = now();
    turns.flush(SECOND);
    turns.flush(Duration.ofSeconds(Long.MAX_VALUE));
    assertEquals(ExportResult.TIMEOUT, turns.flush(Duration.ofSeconds(-1)));

    long left = export.deadlines.get(0) - before;
    assertTrue(left >= SECOND.toNanos() && left < 10 * SECOND.toNanos(), left + " ns");
    assertTrue(export.deadlines.get(1) - now() > Duration.ofDays(300).toNanos());
    assertEquals(2, export.begun.get());
  }

  @Test
  void flush_tellsTheWorstOfItsExports() {
    FakeExport other = new FakeExport();
    ExportTurns both = turns(export, other);
    other.result = ExportResult.TIMEOUT;
    assertEquals(ExportResult.TIMEOUT, both.flush(SECOND));
    export.result = ExportResult.FAILURE;
    assertEquals(ExportResult.FAILURE, both.flush(SECOND));
    assertEquals(2, other.begun.get());
  }

  @Test
  void flushInsideACallback_failsAtOnce() {
    List<ExportResult> inner = new ArrayList<>();
    export.during = () -> inner.add(turns.flush(MINUTE));

    assertEquals(ExportResult.SUCCESS, turns.flush(SECOND));
    assertEquals(List.of(ExportResult.FAILURE), inner);
    assertEquals(1, export.begun.get());
  }

  @Test
  void thrownError_isAFailureThatDisturbsNoOtherExportAndNoLaterOne() {
    FakeExport other = new FakeExport();
    ExportTurns both = turns(export, other);
    for (Throwable thrown :
        List.of(new OutOfMemoryError("secret"), new IllegalStateException("secret"))) {
      export.during =
          () -> {
            throw FakeExport.sneaky(thrown);
          };
      assertEquals(ExportResult.FAILURE, both.flush(SECOND));
      tick(both, Duration.ZERO);
    }
    export.during = () -> {};
    assertEquals(ExportResult.SUCCESS, both.flush(SECOND));

    assertEquals(5, other.begun.get());
    assertEquals(
        List.of(
            "Export by fake failed: java.lang.OutOfMemoryError. What it did not send is kept for"
                + " the next export."),
        log.warnings());
  }

  @Test
  void shutdown_exportsALastTimeAndEndsWhatComesLater() {
    AtomicInteger ended = new AtomicInteger();
    assertEquals(ExportResult.SUCCESS, turns.shutdown(SECOND, () -> {}, ended::incrementAndGet));
    assertEquals(List.of(Export.Occasion.STOPPING), export.occasions);
    assertEquals(1, ended.get());

    assertEquals(ExportResult.FAILURE, turns.flush(SECOND));
    assertEquals(ExportResult.FAILURE, turns.shutdown(SECOND, () -> {}, ended::incrementAndGet));
    pass(MINUTE);
    tick();
    assertEquals(1, export.begun.get());
    assertEquals(1, ended.get());
  }

  @Test
  void shutdown_hurriesTheExportUnderWayAndHasItsTurn() throws Exception {
    export.blocked = new CountDownLatch(1);
    export.hurried = export.blocked::countDown;
    CompletableFuture<ExportResult> flush = inBackground(() -> turns.flush(LONG));
    export.awaitBegun(1);
    CompletableFuture<ExportResult> waiting = inBackground(() -> turns.flush(LONG));

    List<Export.Occasion> before = new ArrayList<>();
    assertEquals(
        ExportResult.SUCCESS,
        turns.shutdown(LONG, () -> before.addAll(export.occasions), () -> {}));
    assertFalse(before.isEmpty(), "recording went on while the other one had its turn");
    assertFalse(before.contains(Export.Occasion.STOPPING), before::toString);

    flush.get(20, TimeUnit.SECONDS);
    waiting.get(20, TimeUnit.SECONDS);
    assertEquals(Export.Occasion.STOPPING, export.occasions.get(export.occasions.size() - 1));
    assertEquals(1, export.hurries.get());
    assertEquals(1, export.mostAtOnce.get());
  }

  @Test
  void shutdown_givesUpOnAnExportThatDoesNotEnd() throws Exception {
    export.blocked = new CountDownLatch(1);
    CompletableFuture<ExportResult> flush = inBackground(() -> turns.flush(LONG));
    export.awaitBegun(1);
    AtomicInteger ended = new AtomicInteger();

    assertEquals(
        ExportResult.TIMEOUT,
        turns.shutdown(Duration.ofMillis(10), () -> {}, ended::incrementAndGet));

    assertEquals(1, ended.get());
    assertTrue(
        log.warnings().stream().anyMatch(said -> said.contains("Exporter fake has not returned")),
        () -> log.warnings().toString());
    export.blocked.countDown();
    flush.get(20, TimeUnit.SECONDS);
  }

  @Test
  void shutdownWhoseExportThrows_stillEndsRecording() {
    export.during =
        () -> {
          throw new OutOfMemoryError();
        };
    AtomicInteger ended = new AtomicInteger();
    assertEquals(ExportResult.FAILURE, turns.shutdown(SECOND, () -> {}, ended::incrementAndGet));
    assertEquals(1, ended.get());
  }

  @Test
  void interruptedFlush_timesOutAndKeepsTheInterrupt() throws Exception {
    export.blocked = new CountDownLatch(1);
    CompletableFuture<ExportResult> first = inBackground(() -> turns.flush(LONG));
    export.awaitBegun(1);

    Thread.currentThread().interrupt();
    assertEquals(ExportResult.TIMEOUT, turns.flush(LONG));
    assertTrue(Thread.interrupted());

    export.blocked.countDown();
    first.get(20, TimeUnit.SECONDS);
    assertFalse(first.isCompletedExceptionally());
  }

  @Test
  void exporterThatHangs_delaysNoOtherAndIsNotCalledTwice() throws Exception {
    FakeExport before = new FakeExport();
    FakeExport after = new FakeExport();
    ExportTurns three = turns(before, export, after);
    export.trusted = false;
    export.blocked = new CountDownLatch(1);

    for (int i = 1; i <= 3; i++) {
      long start = System.nanoTime();
      assertEquals(ExportResult.TIMEOUT, three.flush(Duration.ofMillis(400)));
      assertTrue(System.nanoTime() - start < SECOND.toNanos(), "not in time");
      assertEquals(i, before.begun.get());
      assertEquals(i, after.begun.get());
      assertEquals(1, export.begun.get());
    }
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("Exporter fake has not returned after "));

    export.blocked.countDown();
    while (export.atOnce.get() > 0 || export.begun.get() == 1) {
      three.flush(LONG);
    }
    assertEquals(ExportResult.SUCCESS, three.flush(LONG));
  }

  @Test
  void flushBehindATicksHangingExporter_leavesItBehind() throws Exception {
    FakeExport other = new FakeExport();
    ExportTurns both = turns(export, other);
    export.trusted = false;
    export.blocked = new CountDownLatch(1);
    both.tick(MINUTE, MINUTE);
    export.awaitBegun(1);

    assertEquals(ExportResult.TIMEOUT, both.flush(SECOND));
    assertEquals(2, other.begun.get());
    export.blocked.countDown();
  }

  @Test
  void requestThatHangs_isAbandonedAndTheNextExportBegins() throws Exception {
    export.canBeAbandoned = true;
    CountDownLatch hang = new CountDownLatch(1);
    export.blocked = hang;
    assertEquals(ExportResult.TIMEOUT, turns.flush(Duration.ofMillis(50)));
    export.blocked = new CountDownLatch(0);

    assertEquals(ExportResult.SUCCESS, turns.flush(LONG));
    assertEquals(1, export.abandoned.get());
    assertEquals(2, export.begun.get());
    hang.countDown();
  }

  @Test
  void tick_looksAfterTheExportUnderWay() throws Exception {
    FakeExport other = new FakeExport();
    ExportTurns both = turns(export, other);
    export.trusted = false;
    export.blocked = new CountDownLatch(1);
    both.tick(MINUTE, SECOND);
    export.awaitBegun(1);
    pass(MINUTE);
    while (both.isUnderWay()) {
      both.tick(MINUTE, SECOND);
      Thread.onSpinWait();
    }
    export.blocked.countDown();
    assertEquals(1, export.begun.get());
  }

  @Test
  void hangingCallback_costsItsOwnMetricOnlyInFlushAndShutdown() {
    CountDownLatch hang = new CountDownLatch(1);
    Meter meter = metrics.meterProvider().get("shop");
    meter
        .gaugeBuilder("hangs")
        .buildWithCallback(
            measurement -> {
              try {
                hang.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    meter.gaugeBuilder("works").buildWithCallback(measurement -> measurement.record(1));
    meter.counterBuilder("orders").build().add(1);

    assertEquals(ExportResult.SUCCESS, turns.flush(SECOND));
    assertEquals(Set.of("works", "orders"), export.names);
    assertEquals(ExportResult.SUCCESS, turns.flush(SECOND));
    assertEquals(ExportResult.SUCCESS, turns.shutdown(SECOND, () -> {}, () -> {}));
    assertEquals(Set.of("works", "orders"), export.names);
    hang.countDown();
  }

  @Test
  void flushInsideACallback_failsAtOnceOnItsThread() {
    List<ExportResult> inner = new CopyOnWriteArrayList<>();
    metrics
        .meterProvider()
        .get("shop")
        .gaugeBuilder("flushes")
        .buildWithCallback(measurement -> inner.add(turns.flush(LONG)));
    assertEquals(ExportResult.SUCCESS, turns.flush(LONG));
    assertEquals(List.of(ExportResult.FAILURE), inner);
  }

  @Test
  void withoutThreads_exportsGoOnWithoutTheApplicationsCode() {
    AtomicInteger calls = new AtomicInteger();
    metrics
        .meterProvider()
        .get("shop")
        .gaugeBuilder("o")
        .buildWithCallback(measurement -> calls.incrementAndGet());
    FakeExport push = new FakeExport();
    push.trusted = false;
    ExportTurns none =
        new ExportTurns(
            List.of(
                new ExporterState(push, metrics.metrics().readers().get(0)::open),
                new ExporterState(export, metrics.metrics().readers().get(0)::open)),
            SECOND,
            Threads.NONE,
            this::now,
            new Health(this::now));
    assertEquals(ExportResult.FAILURE, none.flush(SECOND));
    none.tick(Duration.ZERO, SECOND);
    assertEquals(2, export.begun.get());
    assertEquals(0, push.begun.get());
    assertEquals(0, calls.get());
  }

  @Test
  void shutdown_isInTimeWhateverHangs() {
    FakeExport otlp = new FakeExport();
    otlp.canBeAbandoned = true;
    otlp.blocked = new CountDownLatch(1);
    export.trusted = false;
    export.blocked = new CountDownLatch(1);
    ExportTurns both = turns(otlp, export);
    both.tick(MINUTE, MINUTE);
    otlp.awaitBegun(1);
    AtomicInteger ended = new AtomicInteger();

    long start = System.nanoTime();
    assertEquals(ExportResult.TIMEOUT, both.shutdown(SECOND, () -> {}, ended::incrementAndGet));
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

    assertTrue(millis < 1500, millis + " ms");
    assertEquals(1, ended.get());
    otlp.blocked.countDown();
    export.blocked.countDown();
  }

  @Test
  void exporterThatHangs_isShutDownAllTheSame() throws Exception {
    FakeExport other = new FakeExport();
    other.trusted = false;
    export.trusted = false;
    export.blocked = new CountDownLatch(1);
    ExportTurns both = turns(export, other);
    AtomicInteger ended = new AtomicInteger();

    assertEquals(ExportResult.TIMEOUT, both.shutdown(SECOND, () -> {}, ended::incrementAndGet));
    export.awaitShutdowns(1);
    other.awaitShutdowns(1);
    assertEquals(1, other.begun.get());
    export.blocked.countDown();
    while (export.atOnce.get() > 0) {
      Thread.onSpinWait();
    }
    assertEquals(1, export.shutdowns.get());
  }

  @Test
  void exporterThatHangsSinceEarlier_isShutDownAllTheSame() throws Exception {
    export.trusted = false;
    export.blocked = new CountDownLatch(1);
    assertEquals(ExportResult.TIMEOUT, turns.flush(Duration.ofMillis(100)));
    assertEquals(ExportResult.TIMEOUT, turns.shutdown(SECOND, () -> {}, () -> {}));
    export.awaitShutdowns(1);
    export.blocked.countDown();
  }

  @Test
  void shutdownWithoutTime_reachesExportersAllTheSame() {
    export.trusted = false;
    assertEquals(ExportResult.TIMEOUT, turns.shutdown(Duration.ZERO, () -> {}, () -> {}));
    export.awaitShutdowns(1);
    assertEquals(0, export.begun.get());
  }

  @FunctionalInterface
  private interface Asked {
    ExportResult ask();
  }

  private static CompletableFuture<ExportResult> inBackground(Asked asked) {
    CompletableFuture<ExportResult> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> result.complete(asked.ask()));
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /** Does what it is told, and watches how many do it at a time. */
  private static final class FakeExport implements Export {
    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    final List<Occasion> occasions = new CopyOnWriteArrayList<>();
    final List<Long> deadlines = new CopyOnWriteArrayList<>();
    final AtomicInteger shutdowns = new AtomicInteger();
    final AtomicInteger hurries = new AtomicInteger();
    final Set<String> names = ConcurrentHashMap.newKeySet();
    final AtomicInteger abandoned = new AtomicInteger();
    volatile boolean trusted = true;
    volatile boolean canBeAbandoned;
    volatile CountDownLatch blocked = new CountDownLatch(0);
    volatile Runnable hurried = () -> {};
    volatile Runnable during = () -> {};
    volatile ExportResult result = ExportResult.SUCCESS;

    @Override
    public ExportResult export(CollectedMetrics collected, Occasion occasion, long deadlineNanos) {
      names.addAll(collected.metrics().stream().map(MetricSnapshot::name).toList());
      collected.delivered();
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      begun.incrementAndGet();
      occasions.add(occasion);
      deadlines.add(deadlineNanos);
      try {
        during.run();
        assertTrue(blocked.await(20, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        atOnce.decrementAndGet();
      }
      return result;
    }

    @Override
    public ExportResult shutdown(long deadlineNanos) {
      shutdowns.incrementAndGet();
      return ExportResult.SUCCESS;
    }

    void awaitShutdowns(int count) {
      long end = System.nanoTime() + LONG.toNanos();
      while (shutdowns.get() < count) {
        assertTrue(System.nanoTime() < end, "not shut down");
        Thread.onSpinWait();
      }
      assertEquals(count, shutdowns.get());
    }

    @Override
    public void hurry() {
      hurries.incrementAndGet();
      hurried.run();
    }

    @Override
    public boolean isTrusted() {
      return trusted;
    }

    @Override
    public @Nullable ExportResult abandon() {
      abandoned.incrementAndGet();
      return canBeAbandoned ? ExportResult.TIMEOUT : null;
    }

    void awaitBegun(int count) {
      long end = System.nanoTime() + LONG.toNanos();
      while (begun.get() < count) {
        assertTrue(System.nanoTime() < end, "not begun");
        Thread.onSpinWait();
      }
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
      throw (T) thrown;
    }

    @Override
    public String toString() {
      return "fake";
    }
  }
}
