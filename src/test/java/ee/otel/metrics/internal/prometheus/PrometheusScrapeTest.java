package ee.otel.metrics.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.TestClock;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class PrometheusScrapeTest {
  private final OtelMetrics metrics =
      OtelMetrics.builder()
          .reader(ReaderOptions.of(Temporality.DELTA))
          .reader(ReaderOptions.of(Temporality.CUMULATIVE))
          .exemplarFilter(ExemplarFilter.alwaysOn())
          .build();
  private final Meter meter = metrics.meterProvider().get("shop");
  private final LongCounter counter = meter.counterBuilder("orders").build();
  private final TestClock clock = new TestClock(5);
  private final PrometheusScrape scrape = scrape(metrics.readers().get(1));

  private PrometheusScrape scrape(MetricReader reader) {
    return new PrometheusScrape(
        reader, Metrics.NOBODY, Metrics.config(), new Health(System::nanoTime), clock);
  }

  private static String text(Optional<PrometheusScrape.Answer> answer) {
    return new String(answer.orElseThrow().body(), StandardCharsets.UTF_8);
  }

  @Test
  void scrapes_areCumulativeAndDisturbNoExport() {
    counter.add(2);
    assertEquals("# TYPE orders_total counter\norders_total 2\n", text(scrape.answer(null, null)));
    counter.add(3);
    assertEquals(5, Collected.take(metrics).value("orders"));
    counter.add(1);
    assertEquals("# TYPE orders_total counter\norders_total 6\n", text(scrape.answer(null, null)));
    assertEquals(1, Collected.take(metrics).value("orders"));
    assertEquals("# TYPE orders_total counter\norders_total 6\n", text(scrape.answer(null, null)));
  }

  @Test
  void failedExport_isNoneOfItsBusiness() {
    counter.add(2);
    Collected.fail(metrics);
    assertEquals("# TYPE orders_total counter\norders_total 2\n", text(scrape.answer(null, null)));
    assertEquals(2, Collected.take(metrics).value("orders"));
  }

  /** So does an export, which takes those of its own reader. */
  @Test
  void exemplars_areSeenByAllScrapesOfAMinute() {
    String openMetrics = "application/openmetrics-text";
    counter.add(2);
    assertTrue(text(scrape.answer(openMetrics, null)).contains("orders_total 2 # {} 2 "));
    Collected.take(metrics);
    assertTrue(text(scrape.answer(openMetrics, null)).contains("orders_total 2 # {} 2 "));
    clock.advance(PrometheusScrape.BETWEEN_TAKES.toNanos());
    assertTrue(text(scrape.answer(openMetrics, null)).contains("orders_total 2 # {} 2 "));
    assertTrue(text(scrape.answer(openMetrics, null)).contains("orders_total 2\n"));
  }

  @Test
  void gzip_isTheSameCompressed() throws IOException {
    counter.add(2);
    PrometheusScrape.Answer plain = scrape.answer(null, "identity").orElseThrow();
    PrometheusScrape.Answer compressed = scrape.answer(null, "gzip").orElseThrow();
    assertTrue(compressed.gzip() && !plain.gzip());
    try (var in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      assertArrayEquals(plain.body(), in.readAllBytes());
    }
  }

  @Test
  void scrapesAtOnce_areSharedUpToTheMaximumAndTurnedAwayBeyond() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    meter
        .gaugeBuilder("slow")
        .buildWithCallback(
            observed -> {
              begun.countDown();
              await(mayEnd);
              observed.record(1);
            });
    ExecutorService threads = Executors.newCachedThreadPool();
    try (RecordedLog log = new RecordedLog()) {
      List<Future<Optional<PrometheusScrape.Answer>>> answers = new ArrayList<>();
      answers.add(threads.submit(() -> scrape.answer(null, null)));
      await(begun);
      for (int i = 1; i < PrometheusScrape.MOST_AT_ONCE + 5; i++) {
        answers.add(threads.submit(() -> scrape.answer(null, null)));
      }
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (answers.stream().filter(Future::isDone).count() < 5) {
        assertTrue(System.nanoTime() < deadline);
        Thread.onSpinWait();
      }
      mayEnd.countDown();
      int answered = 0;
      for (Future<Optional<PrometheusScrape.Answer>> answer : answers) {
        answered += answer.get().isPresent() ? 1 : 0;
      }
      assertEquals(PrometheusScrape.MOST_AT_ONCE, answered);
      assertEquals(List.of("Scrape answered with 503: more than 128 at once."), log.warnings());
      assertTrue(scrape.answer(null, null).isPresent());
    } finally {
      mayEnd.countDown();
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void failure_isSaidOnceAndPasses() {
    OtelMetrics broken =
        OtelMetrics.builder()
            .reader(ReaderOptions.of(Temporality.CUMULATIVE))
            .metricProducer(
                filter -> {
                  throw new OutOfMemoryError("on purpose");
                })
            .build();
    PrometheusScrape failing = scrape(broken.readers().get(0));
    try (RecordedLog log = new RecordedLog()) {
      assertTrue(failing.answer(null, null).isEmpty());
      assertTrue(failing.answer(null, null).isEmpty());
      assertEquals(
          List.of(
              "Scrape answered with 503: collecting failed: java.lang.OutOfMemoryError: on"
                  + " purpose."),
          log.warnings());
    }
  }
}
