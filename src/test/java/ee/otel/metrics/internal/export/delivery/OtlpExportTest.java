package ee.otel.metrics.internal.export.delivery;

import static ee.otel.metrics.internal.transport.FakeCollector.busy;
import static ee.otel.metrics.internal.transport.FakeCollector.failing;
import static ee.otel.metrics.internal.transport.FakeCollector.longAnswer;
import static ee.otel.metrics.internal.transport.FakeCollector.ok;
import static ee.otel.metrics.internal.transport.FakeCollector.outOfTimeAfter;
import static ee.otel.metrics.internal.transport.FakeCollector.outOfTimeAfterSilence;
import static ee.otel.metrics.internal.transport.FakeCollector.partial;
import static ee.otel.metrics.internal.transport.FakeCollector.silence;
import static ee.otel.metrics.internal.transport.FakeCollector.status;
import static ee.otel.metrics.internal.transport.FakeCollector.tooLarge;
import static ee.otel.metrics.internal.transport.FakeCollector.unreadable;
import static ee.otel.metrics.internal.transport.FakeCollector.waitingForTheNextTry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.export.delivery.Export.Occasion;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import ee.otel.metrics.internal.transport.FakeCollector;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpExportTest {
  private static final long START = 1_000_000_000_000L;
  private static final long NEVER = Long.MAX_VALUE / 2;

  private final RecordedLog log = new RecordedLog();
  private final AtomicLong epochNanos = new AtomicLong(START);
  private final AtomicLong nanoTime = new AtomicLong();
  private final Health health = new Health(nanoTime::get);
  private final Losses losses = new Losses();
  private final Map<String, String> settings = new HashMap<>();
  private final FakeCollector collector = new FakeCollector();
  private final List<Occasion> asked = new ArrayList<>();

  private OtelMetrics metrics = metrics(Temporality.DELTA);
  private OtlpExport export = export();

  @AfterEach
  void closeLog() {
    log.close();
  }

  private OtelMetrics metrics(Temporality temporality) {
    return OtelMetrics.builder()
        .reader(ReaderOptions.of(temporality))
        .clock(epochNanos::get)
        .health(health)
        .losses(losses)
        .build();
  }

  private OtlpExport export() {
    return new OtlpExport(
        ConfigReader.of(settings, health),
        new Resource(Attributes.empty(), null),
        occasion -> {
          asked.add(occasion);
          return collector;
        },
        Optional.empty(),
        new ExportStatus(Instant::now),
        losses,
        health,
        nanoTime::get);
  }

  private void cumulative() {
    metrics = metrics(Temporality.CUMULATIVE);
    export = export();
  }

  private Meter meter() {
    return metrics.meterProvider().get("shop");
  }

  private LongCounter counter() {
    return meter().counterBuilder("orders").build();
  }

  private ExportResult exportNow() {
    epochNanos.addAndGet(1_000);
    return export.export(metrics.readers().get(0).take(), Occasion.RUNNING, NEVER);
  }

  @Test
  void nothingMeasured_sendsNothingAndIsASuccess() {
    counter();
    assertEquals(ExportResult.SUCCESS, exportNow());
    assertEquals(List.of(), collector.offered());
  }

  @Test
  void deltaThatDidNotArrive_comesAgainWithItsFirstStart() {
    LongCounter orders = counter();
    DoubleHistogram duration = meter().histogramBuilder("duration").build();
    collector.answer(busy(503), status(401), busy(503));
    for (int i = 1; i <= 3; i++) {
      orders.add(100);
      duration.record(7);
      assertEquals(ExportResult.FAILURE, exportNow());
    }
    orders.add(1);
    duration.record(8);
    assertEquals(ExportResult.SUCCESS, exportNow());

    NumberDataPoint sum = only(metric(collector.taken().get(0), "orders").getSum());
    assertEquals(301, sum.getAsInt());
    assertEquals(START, sum.getStartTimeUnixNano());
    assertEquals(START + 4_000, sum.getTimeUnixNano());
    HistogramDataPoint histogram =
        metric(collector.taken().get(0), "duration").getHistogram().getDataPoints(0);
    assertEquals(4, histogram.getCount());
    assertEquals(29, histogram.getSum());
    assertEquals(START, histogram.getStartTimeUnixNano());

    orders.add(5);
    exportNow();
    NumberDataPoint next = only(metric(collector.taken().get(1), "orders").getSum());
    assertEquals(5, next.getAsInt());
    assertEquals(START + 4_000, next.getStartTimeUnixNano());
    assertEquals(noLosses(), losses.counts());
  }

  @Test
  void cumulativeThatDidNotArrive_needsNoMemory() {
    cumulative();
    LongCounter orders = counter();
    collector.answer(busy(503));
    orders.add(100);
    exportNow();
    orders.add(1);
    exportNow();
    assertEquals(101, only(metric(collector.taken().get(0), "orders").getSum()).getAsInt());
  }

  @Test
  void failures_areOneWarningAndOneWordWhenTheyEnd() {
    collector.answer(busy(503), busy(503), status(401));
    counter().add(1);
    for (int i = 0; i < 4; i++) {
      exportNow();
    }
    assertEquals(
        List.of(
            "Metrics did not arrive at http://localhost:4318/v1/metrics: it answered 503. They are"
                + " kept for the next export."),
        log.warnings());
    assertEquals(
        List.of(
            "Metrics arrive again at http://localhost:4318/v1/metrics, after 1 s and 3 failed"
                + " exports."),
        log.at(Level.INFO));
  }

  @Test
  void batches_thatArrivedDoNotComeAgain() {
    settings.put("otel.metrics.ee.max.export.batch.size", "2");
    LongCounter orders = counter();
    for (int i = 0; i < 7; i++) {
      orders.add(1, Attributes.builder().put("n", i).build());
    }
    collector.answer(ok(), busy(503));
    assertEquals(ExportResult.FAILURE, exportNow());
    assertEquals(2, collector.offered().size());
    assertEquals(ExportResult.SUCCESS, exportNow());

    assertEquals(7, Totals.of(collector.taken()).of("orders"));
    assertEquals(List.of(2, 2, 2, 1), collector.taken().stream().map(Totals::points).toList());
  }

  @Test
  void batchWhoseContentIsRefused_doesNotKeepTheOthersBack() {
    settings.put("otel.metrics.ee.max.export.batch.size", "2");
    LongCounter orders = counter();
    for (int i = 0; i < 6; i++) {
      orders.add(1, Attributes.builder().put("n", i).build());
    }
    collector.answer(status(400));
    assertEquals(ExportResult.SUCCESS, exportNow());
    assertEquals(6, Totals.of(collector.taken()).of("orders"));
    assertEquals(List.of(2, 2, 2, 1, 1), collector.offered().stream().map(Totals::points).toList());
  }

  @ParameterizedTest
  @EnumSource
  void poison_isDroppedCountedAndSaidWhileTheOthersArrive(Temporality temporality) {
    metrics = metrics(temporality);
    export = export();
    collector.refusing("poison");
    poison();
    for (int i = 0; i < 5; i++) {
      good(60);
      int before = collector.offered().size();
      int takenBefore = collector.taken().size();
      ExportResult result = exportNow();
      int requests = collector.offered().size() - before;
      assertEquals(i < 2 ? ExportResult.FAILURE : ExportResult.SUCCESS, result, "export " + i);
      assertTrue(requests <= (i == 0 ? 1 + 4 * 3 : i == 1 ? 2 : 1), requests + " requests");
      List<ExportMetricsServiceRequest> taken = collector.taken();
      assertEquals(
          60,
          taken.subList(takenBefore, taken.size()).stream().mapToInt(Totals::points).sum(),
          "export " + i);
    }
    long lost = losses.count(Loss.REFUSED_BY_COLLECTOR);
    assertEquals(1, lost);
    assertEquals(1, log.warnings().size(), () -> log.warnings().toString());
    assertTrue(
        log.warnings().get(0).startsWith("A point of metric orders is dropped"),
        log.warnings().get(0));
  }

  @Test
  void poison_ofManySeriesIsFoundInABoundedNumberOfRequestsEach() {
    collector.refusing("poison");
    for (int i = 0; i < 20; i++) {
      counter().add(1, Attributes.builder().put("poison", i).build());
    }
    int exports = 0;
    for (; exports < 40 && losses.count(Loss.REFUSED_BY_COLLECTOR) < 20; exports++) {
      good(60);
      int before = collector.offered().size();
      exportNow();
      assertTrue(
          collector.offered().size() - before <= 2 + 4 * Division.MOST + RefusedSeries.MOST_DUE);
    }
    assertEquals(20, losses.count(Loss.REFUSED_BY_COLLECTOR), exports + " exports");
    exportNow();
    assertEquals(60L * exports, Totals.of(collector.taken()).of("orders"));
  }

  @Test
  void poison_amongManyPointsIsFoundByEachExport() {
    collector.refusing("poison");
    for (int i = 0; i < 10; i++) {
      counter().add(1, Attributes.builder().put("poison", i).build());
    }
    for (int exports = 1; exports <= 12; exports++) {
      good(1000);
      exportNow();
      long found = losses.count(Loss.REFUSED_BY_COLLECTOR);
      assertTrue(found >= exports - 2, found + " after " + exports); // found, asked again, dropped
    }
  }

  @Test
  void seriesThatOffended_isOfferedAgainApartAndForgivenWhenTaken() {
    collector.refusing("poison");
    poison();
    for (int i = 0; i < 3; i++) {
      good(3);
      exportNow();
    }
    assertEquals(1, losses.count(Loss.REFUSED_BY_COLLECTOR));
    poison(); // waits: not before a minute has passed
    good(3);
    assertEquals(ExportResult.SUCCESS, exportNow());
    collector.refusing(null);
    nanoTime.addAndGet(RefusedSeries.FIRST_PAUSE.toNanos());
    good(3);
    int before = collector.taken().size();
    assertEquals(ExportResult.SUCCESS, exportNow());
    assertEquals(2, collector.taken().size() - before, "the series apart");
    poison();
    good(3);
    before = collector.taken().size();
    exportNow();
    assertEquals(1, collector.taken().size() - before, "together again");
    assertEquals(1, losses.count(Loss.REFUSED_BY_COLLECTOR));
    assertEquals(5L * 3 + 3 + 2, Totals.of(collector.taken()).of("orders"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422, 500})
  void collectorThatRefusesEverything_losesNothingAndCostsLittle(int status) {
    good(100);
    for (int i = 0; i < 40; i++) {
      collector.answer(Collections.nCopies(50, status(status)));
      int before = collector.offered().size();
      assertEquals(ExportResult.FAILURE, exportNow());
      int requests = collector.offered().size() - before;
      assertTrue(requests <= (i == 0 ? 5 : Integer.bitCount(i) == 1 ? 33 : 1), i + ": " + requests);
    }
    assertEquals(noLosses(), losses.counts());
    assertEquals(1, log.warnings().size());
    collector.forgetAnswers();
    assertEquals(ExportResult.SUCCESS, exportNow());
    assertEquals(100, Totals.of(collector.taken()).of("orders"));
  }

  @Test
  void collectorThatRefusesAtRandom_losesNothing() {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      good(40);
      collector.forgetAnswers();
      for (int k = 0; k < 50; k++) {
        collector.answer(random.nextInt(10) == 0 ? status(500) : ok());
      }
      exportNow();
    }
    nanoTime.addAndGet(Duration.ofHours(2).toNanos());
    collector.forgetAnswers();
    exportNow();
    assertEquals(noLosses(), losses.counts());
    assertEquals(300 * 40, Totals.of(collector.taken()).of("orders"));
  }

  /** It says 400 and keeps what is valid: found once, such points are not sent again and again. */
  @Test
  void collectorThatKeepsTheRestOfWhatItRefuses_countsItAFewTimesOnceOnly() {
    collector.refusingButKeeping("poison");
    poison();
    for (int i = 0; i < 20; i++) {
      counter().add(2, Attributes.builder().put("n", i % 8).build());
      exportNow();
    }
    long counted = collector.kept("orders");
    assertTrue(counted >= 40 && counted <= 40 + 2 * 4, "recorded 40, counted " + counted);
  }

  @Test
  void lastExport_offersEverythingAndCountsWhatIsRefused() {
    collector.refusing("poison");
    poison();
    good(3);
    assertEquals(
        ExportResult.FAILURE,
        export.export(metrics.readers().get(0).take(), Occasion.STOPPING, NEVER));
    assertEquals(3, Totals.of(collector.taken()).of("orders"));
    assertEquals(1, losses.count(Loss.SHUTDOWN));
    assertEquals(1, log.warnings().size());
  }

  @Test
  void answerThatIsTooLong_isCountedSaidAndNotSentAgain() {
    collector.answer(longAnswer());
    good(2);
    assertEquals(ExportResult.FAILURE, exportNow());
    assertEquals(2, losses.count(Loss.ANSWER_TOO_LARGE));
    assertEquals(1, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("otel.metrics.ee.max.response.bytes"));
    good(2);
    assertEquals(ExportResult.SUCCESS, exportNow());
    assertEquals(2, Totals.of(collector.taken()).of("orders"));
  }

  @Test
  void outage_isSaidWhenItBeginsThenSeldomAndWhenItEnds() {
    for (int i = 0; i < 40; i++) {
      collector.answer(busy(503));
      good(2);
      exportNow();
      nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
    }
    List<String> said = log.warnings();
    assertEquals(3, said.size(), said::toString);
    assertTrue(
        said.get(1).endsWith(" That has been so for 15 min and 16 exports; 2 points wait."),
        said.get(1));
    assertTrue(said.get(2).contains("30 min and 31 exports"), said.get(2));
    exportNow();
    assertEquals(
        List.of(
            "Metrics arrive again at http://localhost:4318/v1/metrics, after 40 min and 40 failed"
                + " exports."),
        log.at(Level.INFO));
  }

  private void poison() {
    counter().add(1, Attributes.builder().put("k", "poison").build());
  }

  private void good(int series) {
    LongCounter orders = counter();
    for (int i = 0; i < series; i++) {
      orders.add(1, Attributes.builder().put("n", i).build());
    }
  }

  @Test
  void refusedCredentials_endTheExport() {
    settings.put("otel.metrics.ee.max.export.batch.size", "1");
    LongCounter orders = counter();
    orders.add(1, Attributes.builder().put("n", 1).build());
    orders.add(1, Attributes.builder().put("n", 2).build());
    collector.answer(status(401));
    exportNow();
    assertEquals(1, collector.offered().size());
  }

  @Test
  void requestThatIsTooLarge_isHalvedUntilItFits() {
    LongCounter orders = counter();
    for (int i = 0; i < 4; i++) {
      orders.add(1, Attributes.builder().put("n", i).build());
    }
    collector.answer(tooLarge(), ok(), tooLarge());
    assertEquals(ExportResult.SUCCESS, exportNow());
    assertEquals(List.of(4, 2, 2, 1, 1), collector.offered().stream().map(Totals::points).toList());
    assertEquals(4, Totals.of(collector.taken()).of("orders"));
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void pointThatIsTooLargeForTheCollector_isDroppedCountedAndSaid() {
    counter().add(1);
    collector.answer(tooLarge());
    assertEquals(ExportResult.FAILURE, exportNow());
    assertEquals(1, losses.count(Loss.TOO_LARGE));
    assertEquals(
        List.of(
            "A point of metric orders is dropped: the collector finds it too large. Shorten its"
                + " attributes."),
        log.warnings());
    assertEquals(ExportResult.SUCCESS, exportNow());
    assertEquals(1, collector.offered().size());
  }

  @Test
  void pointThatIsLargerThanARequest_doesNotKeepTheOthersBack() {
    settings.put("otel.metrics.ee.max.request.bytes", "1024");
    LongCounter orders = counter();
    orders.add(1, Attributes.builder().put("text", "x".repeat(2000)).build());
    orders.add(2);
    assertEquals(ExportResult.FAILURE, exportNow());
    assertEquals(2, Totals.of(collector.taken()).of("orders"));
    assertEquals(1, losses.count(Loss.TOO_LARGE));
  }

  @Test
  void partialSuccess_isCountedSaidSeldomAndNotRepeated() {
    LongCounter orders = counter();
    collector.answer(partial(1, "too old"), partial(1, "too old"), partial(5000, "too old"));
    for (int i = 0; i < 2; i++) {
      orders.add(1);
      assertEquals(ExportResult.FAILURE, exportNow());
    }
    assertEquals(2, losses.count(Loss.REJECTED_BY_COLLECTOR));
    String said =
        "Collector at http://localhost:4318/v1/metrics rejected 1 points, which are lost, and says:"
            + " too old";
    assertEquals(List.of(said), log.warnings());

    nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(2));
    orders.add(1);
    exportNow();
    assertEquals(List.of(said, said + " (and 1 times more since last said)"), log.warnings());
    assertEquals(3, losses.count(Loss.REJECTED_BY_COLLECTOR));
    exportNow();
    assertEquals(3, collector.offered().size());
  }

  @Test
  void warningOfTheCollector_isASuccess() {
    counter().add(1);
    collector.answer(partial(0, "deprecated"));
    assertEquals(ExportResult.SUCCESS, exportNow());
    assertEquals(0, losses.count(Loss.REJECTED_BY_COLLECTOR));
    assertTrue(log.warnings().get(0).endsWith("accepted the metrics and says: deprecated"));
  }

  @Test
  void unreadableAnswer_isASuccessAndSaid() {
    counter().add(1);
    collector.answer(unreadable("html"));
    assertEquals(ExportResult.SUCCESS, exportNow());
    assertEquals(1, log.warnings().size());
    exportNow();
    assertEquals(1, collector.offered().size());
  }

  @Test
  void unknownFate_comesAgainByDefault() {
    collector.answer(silence());
    counter().add(3);
    exportNow();
    exportNow();
    assertEquals(3, Totals.of(collector.taken()).of("orders"));
    assertEquals(noLosses(), losses.counts());
  }

  @Test
  void unknownFate_isCountedAsLostWhenPointsMayArriveOnceOnly() {
    settings.put("otel.metrics.ee.unknown.fate", "at_most_once");
    collector.answer(silence());
    counter().add(3);
    meter().gaugeBuilder("level").ofLongs().build().set(1);
    exportNow();
    assertEquals(1, losses.count(Loss.UNKNOWN_FATE));
    assertTrue(
        log.warnings().get(0).endsWith("1 points; see otel.metrics.ee.unknown.fate."),
        log.warnings().get(0));
    counter().add(4);
    exportNow();
    assertEquals(4, Totals.of(collector.taken()).of("orders"));
  }

  @Test
  void unknownFateOfACumulativePoint_isNoLoss() {
    settings.put("otel.metrics.ee.unknown.fate", "at_most_once");
    cumulative();
    collector.answer(silence());
    counter().add(3);
    exportNow();
    assertEquals(noLosses(), losses.counts());
    exportNow();
    assertEquals(3, Totals.of(collector.taken()).of("orders"));
  }

  @Test
  void result_tellsTimeoutFromFailure() {
    collector.answer(outOfTimeAfter(503), outOfTimeAfterSilence(), status(401), busy(503));
    counter().add(1);
    assertEquals(ExportResult.FAILURE, exportNow());
    assertEquals(ExportResult.TIMEOUT, exportNow());
    assertEquals(ExportResult.FAILURE, exportNow());
    assertEquals(
        ExportResult.TIMEOUT,
        export.export(metrics.readers().get(0).take(), Occasion.RUNNING, nanoTime.get()),
        "time is up");
  }

  @Test
  void thrownError_keepsThePoints() {
    collector.answer(failing(new OutOfMemoryError()));
    counter().add(1);
    assertThrows(OutOfMemoryError.class, this::exportNow);
    exportNow();
    assertEquals(1, Totals.of(collector.taken()).of("orders"));
  }

  @Test
  void lastExportThatFails_countsAndSaysWhatIsLost() {
    counter().add(1);
    meter().counterBuilder("carts").build().add(1);
    collector.answer(busy(503));
    assertEquals(
        ExportResult.FAILURE,
        export.export(metrics.readers().get(0).take(), Occasion.STOPPING, NEVER));
    assertEquals(List.of(Occasion.STOPPING), asked);
    assertEquals(2, losses.count(Loss.SHUTDOWN));
    assertTrue(
        log.warnings().get(0).contains("It was the last export: 2 points are lost."),
        log.warnings().get(0));
  }

  @Test
  void hurry_wakesTheExportThatWaitsAndSparesTheLastOne() throws Exception {
    collector.answer(waitingForTheNextTry());
    counter().add(1);
    CompletableFuture<ExportResult> running = CompletableFuture.supplyAsync(this::exportNow);
    while (!running.isDone()) {
      export.hurry(); // also finds an attempt that is made only afterwards
    }
    assertEquals(ExportResult.FAILURE, running.get());
    assertEquals(
        ExportResult.SUCCESS,
        export.export(metrics.readers().get(0).take(), Occasion.STOPPING, NEVER));
    assertEquals(1, Totals.of(collector.taken()).of("orders"));
  }

  @Test
  void changedConfiguration_isSaidOnceWithoutSecrets() {
    counter().add(1);
    exportNow();
    settings.put("otel.exporter.otlp.headers", "authorization=Bearer%20s3cr3t");
    settings.put("otel.exporter.otlp.endpoint", "http://me:s3cr3t@localhost:9/?k=s3cr3t");
    counter().add(1);
    exportNow();
    counter().add(1);
    exportNow();
    assertEquals(
        List.of(
            "Configuration of the metrics export changed:"
                + " otel.exporter.otlp.endpoint=http://localhost:9/v1/metrics?***,"
                + " otel.exporter.otlp.headers=***."),
        log.at(Level.INFO));
    collector.answer(busy(503));
    counter().add(1);
    exportNow();
    assertFalse(log.all().stream().anyMatch(r -> r.getMessage().contains("s3cr3t")));
  }

  private static Metric metric(ExportMetricsServiceRequest request, String name) {
    return Totals.metrics(request).stream()
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static NumberDataPoint only(io.opentelemetry.proto.metrics.v1.Sum sum) {
    assertEquals(1, sum.getDataPointsCount());
    return sum.getDataPoints(0);
  }

  private static Map<Loss, Long> noLosses() {
    return new Losses().counts();
  }
}
