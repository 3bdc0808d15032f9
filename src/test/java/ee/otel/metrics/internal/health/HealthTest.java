package ee.otel.metrics.internal.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final RecordedLog log = new RecordedLog();
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Health health = new Health(now::get);

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void warnOnce_saysTheSameThingOnce() {
    health.warnOnce("a", () -> "one");
    health.warnOnce("a", () -> "two");
    health.warnOnce("b", () -> "three");

    assertEquals(List.of("one", "three"), log.warnings());
    assertEquals(List.of("two"), log.at(Level.FINE));
  }

  @Test
  void warnOnce_beyondItsMemoryFallsSilentAndSaysSo() {
    for (int i = 0; i < Health.CAPACITY + 10; i++) {
      int key = i;
      health.warnOnce(key, () -> "key " + key);
    }

    assertEquals(Health.CAPACITY + 1, log.warnings().size());
    assertEquals(
        "more than 1000 different warnings; new ones are logged at FINE only",
        log.warnings().get(Health.CAPACITY));
    assertEquals(10, log.at(Level.FINE).size());
  }

  @Test
  void warn_saysTheFirstFailureAloudAndCountsTheRest() {
    health.warn("export", () -> "refused");
    health.warn("export", () -> "refused");
    health.warn("export", () -> "refused");

    assertEquals(List.of("refused"), log.warnings());
    assertEquals(
        List.of("refused (failure 2 in a row)", "refused (failure 3 in a row)"),
        log.at(Level.FINE));
    assertEquals(3, health.failures("export"));
  }

  @Test
  void warn_showsTheStackTraceAtFineOnly() {
    IllegalStateException cause = new IllegalStateException("boom");

    health.warn("callback", cause, () -> "callback failed");

    assertEquals(List.of("callback failed"), log.warnings());
    LogRecord trace =
        log.all().stream().filter(r -> r.getLevel() == Level.FINE).findFirst().orElseThrow();
    assertSame(cause, trace.getThrown());
  }

  @Test
  void recovered_isSaidOnceAndArmsTheWarningAgain() {
    health.recovered("export", () -> "works");
    health.warn("export", () -> "refused");
    health.warn("export", () -> "refused");
    health.recovered("export", () -> "works again");
    health.recovered("export", () -> "works again");
    health.warn("export", () -> "refused anew");

    assertEquals(List.of("works again (after 2 failures)"), log.at(Level.INFO));
    assertEquals(List.of("refused", "refused anew"), log.warnings());
    assertEquals(1, health.failures("export"));
  }

  @Test
  void warnAtMostEvery_waitsForThePeriodAndTellsWhatItHeldBack() {
    Duration minute = Duration.ofMinutes(1);
    health.warnAtMostEvery(minute, "overflow", () -> "full");
    now.addAndGet(minute.toNanos() - 1);
    health.warnAtMostEvery(minute, "overflow", () -> "full");
    health.warnAtMostEvery(minute, "overflow", () -> "full");
    now.incrementAndGet();
    health.warnAtMostEvery(minute, "overflow", () -> "full");
    now.addAndGet(minute.toNanos());
    health.warnAtMostEvery(minute, "overflow", () -> "full");

    assertEquals(
        List.of("full", "full (and 2 times more since last said)", "full"), log.warnings());
  }

  @Test
  void messages_areNotBuiltWhenNobodyListens() {
    Logger.getLogger("ee.otel.metrics").setLevel(Level.WARNING);
    AtomicLong built = new AtomicLong();

    for (int i = 0; i < 3; i++) {
      health.warn("topic", () -> "message " + built.incrementAndGet());
    }

    assertEquals(1, built.get());
  }

  @Test
  void brokenHandlersAndMessages_hurtNobody() {
    Handler broken =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            throw new NoClassDefFoundError("handler of a server that has gone");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("ee.otel.metrics");
    logger.addHandler(broken);
    try {
      health.warnOnce("a", () -> "one");
      health.warn("b", () -> "two");
      health.warnAtMostEvery(Duration.ofSeconds(1), "c", () -> "three");
      health.recovered("b", () -> "four");
    } finally {
      logger.removeHandler(broken);
    }
    health.warnOnce(
        "d",
        () -> {
          throw new IllegalStateException("message");
        });

    assertEquals(List.of("one", "two", "three"), log.warnings());
  }

  @Test
  void lastWarning_goesToStandardErrorWhereNobodyLogs() {
    Logger logger = Logger.getLogger("ee.otel.metrics");
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    logger.setUseParentHandlers(false);
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Handler[] handlers = logger.getHandlers();
      for (Handler handler : handlers) {
        logger.removeHandler(handler);
      }
      new Health(System::nanoTime, "shop").lastWarning(() -> "2 points are lost.");
      for (Handler handler : handlers) {
        logger.addHandler(handler);
      }
      new Health(System::nanoTime).lastWarning(() -> "said in the log");
    } finally {
      System.setErr(before);
      logger.setUseParentHandlers(true);
    }
    assertEquals(
        "ee.otel.metrics: [shop] 2 points are lost.",
        bytes.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void warnOnce_isSaidOnceByManyThreads() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    for (int i = 0; i < 8; i++) {
      threads.execute(
          () -> {
            try {
              start.await();
            } catch (InterruptedException e) {
              return;
            }
            for (int key = 0; key < 50; key++) {
              int said = key;
              health.warnOnce(said, () -> "key " + said);
              health.warn("topic " + said, () -> "topic " + said);
            }
          });
    }
    start.countDown();
    threads.shutdown();
    threads.awaitTermination(10, TimeUnit.SECONDS);

    assertEquals(100, log.warnings().size());
    assertEquals(8, health.failures("topic 7"));
  }
}
