package ee.otel.metrics.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportTurnsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final RecordedLog log = new RecordedLog();
  private final AtomicLong ahead = new AtomicLong();
  private final FakeExport export = new FakeExport();
  private final ExportTurns turns =
      new ExportTurns(List.of(export), this::now, new Health(this::now));

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
    turns.tick(MINUTE, SECOND);
    pass(MINUTE);
    turns.tick(MINUTE, SECOND);
    assertEquals(2, export.begun.get());
  }

  @Test
  void tickOfABurst_isSkipped() {
    turns.tick(MINUTE, SECOND);
    for (int i = 0; i < 20; i++) {
      turns.tick(MINUTE, SECOND);
    }
    assertEquals(1, export.begun.get());

    pass(MINUTE.dividedBy(2));
    turns.tick(MINUTE, SECOND);
    assertEquals(2, export.begun.get());
  }

  @Test
  void tick_isSkippedWhileAnotherExportRuns() throws Exception {
    export.blocked = new CountDownLatch(1);
    CompletableFuture<ExportResult> flush = inBackground(() -> turns.flush(LONG));
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
    turns.flush(Duration.ofSeconds(-1));

    long left = export.deadlines.get(0) - before;
    assertTrue(left >= SECOND.toNanos() && left < 10 * SECOND.toNanos(), left + " ns");
    assertTrue(export.deadlines.get(1) - now() > Duration.ofDays(300).toNanos());
    assertTrue(export.deadlines.get(2) - now() <= 0);
  }

  @Test
  void flush_tellsTheWorstOfItsExports() {
    FakeExport other = new FakeExport();
    ExportTurns both = new ExportTurns(List.of(export, other), this::now, new Health(this::now));
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
    ExportTurns both = new ExportTurns(List.of(export, other), this::now, new Health(this::now));
    for (Throwable thrown :
        List.of(new OutOfMemoryError("secret"), new IllegalStateException("secret"))) {
      export.during =
          () -> {
            throw FakeExport.sneaky(thrown);
          };
      assertEquals(ExportResult.FAILURE, both.flush(SECOND));
      both.tick(Duration.ZERO, SECOND);
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
    assertEquals(ExportResult.SUCCESS, turns.shutdown(SECOND, ended::incrementAndGet));
    assertEquals(List.of(Export.Occasion.STOPPING), export.occasions);
    assertEquals(1, ended.get());

    assertEquals(ExportResult.FAILURE, turns.flush(SECOND));
    assertEquals(ExportResult.FAILURE, turns.shutdown(SECOND, ended::incrementAndGet));
    pass(MINUTE);
    turns.tick(MINUTE, SECOND);
    assertEquals(1, export.begun.get());
    assertEquals(1, ended.get());
  }

  @Test
  void shutdown_hurriesTheExportUnderWayAndHasItsTurn() throws Exception {
    export.blocked = new CountDownLatch(1);
    export.hurried = left -> export.blocked.countDown();
    CompletableFuture<ExportResult> flush = inBackground(() -> turns.flush(LONG));
    export.awaitBegun(1);
    CompletableFuture<ExportResult> waiting = inBackground(() -> turns.flush(LONG));

    assertEquals(ExportResult.SUCCESS, turns.shutdown(LONG, () -> {}));

    flush.get(20, TimeUnit.SECONDS);
    waiting.get(20, TimeUnit.SECONDS);
    assertEquals(Export.Occasion.STOPPING, export.occasions.get(export.occasions.size() - 1));
    assertEquals(List.of(LONG.dividedBy(2)), export.hurries);
    assertEquals(1, export.mostAtOnce.get());
  }

  @Test
  void shutdown_givesUpOnAnExportThatDoesNotEnd() throws Exception {
    export.blocked = new CountDownLatch(1);
    CompletableFuture<ExportResult> flush = inBackground(() -> turns.flush(LONG));
    export.awaitBegun(1);
    AtomicInteger ended = new AtomicInteger();

    assertEquals(
        ExportResult.TIMEOUT, turns.shutdown(Duration.ofMillis(10), ended::incrementAndGet));

    assertEquals(1, ended.get());
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).startsWith("Last export did not begin"));
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
    assertEquals(ExportResult.FAILURE, turns.shutdown(SECOND, ended::incrementAndGet));
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
    final List<Duration> hurries = new CopyOnWriteArrayList<>();
    volatile CountDownLatch blocked = new CountDownLatch(0);
    volatile java.util.function.Consumer<Duration> hurried = left -> {};
    volatile Runnable during = () -> {};
    volatile ExportResult result = ExportResult.SUCCESS;

    @Override
    public ExportResult export(Occasion occasion, long deadlineNanos) {
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
    public void hurry(Duration left) {
      hurries.add(left);
      hurried.accept(left);
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
