package ee.otel.metrics.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.MetricFilter;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.callback.CallbackRunner;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import ee.otel.metrics.internal.export.delivery.OtlpExport;
import ee.otel.metrics.internal.export.delivery.Totals;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.transport.OtlpPost;
import ee.otel.metrics.internal.transport.RestClientKind;
import ee.otel.metrics.internal.transport.ScriptedCollector;
import ee.otel.metrics.internal.transport.TurnedClock;
import ee.otel.metrics.internal.work.Threads;
import ee.otel.metrics.server.ServerProcess;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** One fault, one way of exporting: what was recorded, what arrived, what was counted as lost. */
record FaultCase(
    Fault fault, boolean forGood, Temporality temporality, Trigger trigger, RestClientKind client) {

  /** Who wants the export. */
  enum Trigger {
    TIMER,
    FLUSH,
    SHUTDOWN
  }

  static final String SECRET = "s3cr3t-t0ken";

  private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(30);

  /** What a plug-in gets. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);
  private static final int FIRST = 5;
  private static final int SECOND = 7;

  /** Points of each export: two of the counter, one of the histogram. */
  private static final int POINTS = 3;

  /**
   * What happened.
   *
   * @param recorded the sum of what was added to the counter
   * @param arrived what a backend has of it in the end
   * @param lost points that were counted as lost
   * @param requests to the faulty collector
   * @param millis how long the export under the fault took
   */
  record Outcome(long recorded, long arrived, long lost, int requests, long millis) {}

  static List<FaultCase> all() {
    List<FaultCase> all = new ArrayList<>();
    for (Fault fault : Fault.all()) {
      for (boolean forGood : fault.passes() ? new boolean[] {false, true} : new boolean[] {true}) {
        for (Temporality temporality : Temporality.values()) {
          for (Trigger trigger : Trigger.values()) {
            all.add(new FaultCase(fault, forGood, temporality, trigger, RestClientKind.JERSEY));
          }
        }
        // A sample: what differs between the clients lies below all of this.
        all.add(
            new FaultCase(
                fault, forGood, Temporality.DELTA, Trigger.FLUSH, RestClientKind.RESTEASY));
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return "%s, %s, %s, %s, %s"
        .formatted(fault, forGood ? "for good" : "once", temporality, trigger, client)
        .toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * @param warnings gives what this thread has logged at WARNING since it was last asked
   */
  Outcome run(Threads threads, Path directory, Supplier<List<String>> warnings) throws IOException {
    warnings.get();
    try (ScriptedCollector healthy = new ScriptedCollector(ScriptedCollector.status(200));
        Faulty faulty = new Faulty();
        Pipeline pipeline = new Pipeline(threads)) {
      pipeline.settings.put("otel.exporter.otlp.headers", "authorization=Bearer " + SECRET);
      pipeline.aimAt(faulty.uri());
      // The port may be that of a collector which another case found silent a moment ago.
      System.clearProperty("ee.otel.metrics.no.answer.from." + faulty.uri());
      pipeline.settings.put("otel.exporter.otlp.timeout", timeout());
      if (fault.isTls()) {
        pipeline.useCertificates(directory);
      }
      pipeline.record(FIRST);
      long start = System.nanoTime();
      ExportResult result = pipeline.export(trigger);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      checkResult(result);
      assertEquals(expectedWarnings(), warnings.get().size(), "warnings, result " + result);

      int recorded = FIRST;
      if (trigger != Trigger.SHUTDOWN) {
        recorded += SECOND;
        pipeline.record(SECOND);
        pipeline.aimAt(healthy.uri().toString());
        pipeline.settings.put("otel.exporter.otlp.timeout", "20000");
        assertEquals(ExportResult.SUCCESS, pipeline.turns.flush(EXPORT_TIMEOUT));
      }
      List<ExportMetricsServiceRequest> taken = new ArrayList<>(faulty.taken());
      taken.addAll(decoded(healthy));
      Outcome outcome =
          new Outcome(
              recorded,
              Totals.of(taken).of("orders"),
              pipeline.losses.counts().values().stream().mapToLong(Long::longValue).sum(),
              faulty.requests(),
              millis);
      checkOutcome(outcome, pipeline.losses, Totals.of(taken).of("sizes"));
      return outcome;
    }
  }

  /** Those that are taken have to be so even when this machine is busy. */
  private String timeout() {
    if (!fault.slow()) {
      return "20000";
    }
    return fault.effect() == Fault.Effect.TAKEN ? "2500" : "300";
  }

  /** A point that is refused alone for the first time is offered once more before it is named. */
  private int expectedWarnings() {
    return switch (fault.effect()) {
      case TRY_AGAIN, TOO_LARGE, CONTENT_REFUSED -> forGood ? 1 : 0;
      case POINT_REFUSED -> trigger == Trigger.SHUTDOWN ? 1 : 0;
      case TAKEN, TAKEN_IN_PART, TAKEN_UNSAID, REFUSED, TRY_AGAIN_LATER -> 1;
    };
  }

  private void checkResult(ExportResult result) {
    if (trigger == Trigger.TIMER) {
      return;
    }
    boolean success =
        switch (fault.effect()) {
          case TAKEN -> true;
          case TAKEN_IN_PART, TAKEN_UNSAID, REFUSED, POINT_REFUSED, TRY_AGAIN_LATER -> false;
          case TRY_AGAIN, TOO_LARGE, CONTENT_REFUSED -> !forGood;
        };
    assertEquals(success, result == ExportResult.SUCCESS, () -> "result " + result);
  }

  private void checkOutcome(Outcome outcome, Losses losses, long sizes) {
    assertTrue(
        outcome.millis() < SHUTDOWN_TIMEOUT.toMillis() + 15_000, () -> outcome + " took too long");
    int tries =
        switch (fault.effect()) {
          case TAKEN, TAKEN_IN_PART, TAKEN_UNSAID, REFUSED, TRY_AGAIN_LATER -> 1;
          case TRY_AGAIN -> 4;
          case CONTENT_REFUSED, POINT_REFUSED -> 1 + POINTS;
          case TOO_LARGE -> 2 * POINTS - 1;
        };
    assertTrue(outcome.requests() <= tries, () -> outcome + ": more than " + tries + " requests");
    long expectedLoss = expectedLoss();
    assertEquals(expectedLoss, outcome.lost(), () -> "lost: " + losses.counts());
    boolean lostTheFirst =
        expectedLoss == POINTS
            && fault.effect() != Fault.Effect.TAKEN_UNSAID
            && (temporality == Temporality.DELTA || trigger == Trigger.SHUTDOWN);
    boolean lostOnePoint = fault.effect() == Fault.Effect.POINT_REFUSED && expectedLoss == 1;
    long missing = lostTheFirst ? FIRST : lostOnePoint ? 1 : 0;
    assertEquals(outcome.recorded() - missing, outcome.arrived(), "sum");
    int exports = trigger == Trigger.SHUTDOWN ? 1 : 2;
    assertEquals(lostTheFirst ? exports - 1 : exports, sizes, "histogram");
    assertEquals(
        expectedLoss,
        losses.count(
            switch (fault.effect()) {
              case TAKEN_IN_PART -> Loss.REJECTED_BY_COLLECTOR;
              case TOO_LARGE -> Loss.TOO_LARGE;
              case TAKEN_UNSAID -> Loss.ANSWER_TOO_LARGE;
              case TAKEN, TRY_AGAIN, TRY_AGAIN_LATER, REFUSED, CONTENT_REFUSED, POINT_REFUSED ->
                  Loss.SHUTDOWN;
            }),
        "reason");
  }

  private long expectedLoss() {
    return switch (fault.effect()) {
      case TAKEN -> 0;
      case TAKEN_IN_PART -> 1;
      case TOO_LARGE -> forGood ? POINTS : 0;
      case TAKEN_UNSAID -> POINTS;
      case POINT_REFUSED -> trigger == Trigger.SHUTDOWN ? 1 : 0;
      case TRY_AGAIN, CONTENT_REFUSED -> forGood && trigger == Trigger.SHUTDOWN ? POINTS : 0;
      case REFUSED, TRY_AGAIN_LATER -> trigger == Trigger.SHUTDOWN ? POINTS : 0;
    };
  }

  static List<ExportMetricsServiceRequest> decoded(ScriptedCollector collector) throws IOException {
    List<ExportMetricsServiceRequest> decoded = new ArrayList<>();
    for (ScriptedCollector.Request request : collector.requests) {
      assertEquals("Bearer " + SECRET, request.header("Authorization"));
      decoded.add(ExportMetricsServiceRequest.parseFrom(request.body()));
    }
    return decoded;
  }

  /** The collector that has the fault. */
  private final class Faulty implements AutoCloseable {
    private final List<ScriptedCollector> collectors = new ArrayList<>();
    private final String uri;

    Faulty() throws IOException {
      ScriptedCollector.Reply reply = fault.reply();
      if (reply == null) {
        uri = "http://127.0.0.1:" + ServerProcess.freePort() + "/v1/metrics";
      } else if (fault.identity() != null) {
        collectors.add(
            new ScriptedCollector(
                fault.identity().server(fault.clientAuthority()),
                fault.clientAuthority() != null,
                reply));
        uri = collectors.get(0).uri().toString();
      } else {
        collectors.add(
            forGood
                ? new ScriptedCollector(reply)
                : new ScriptedCollector(reply, ScriptedCollector.status(200)));
        uri = collectors.get(0).uri().toString();
      }
    }

    String uri() {
      return uri;
    }

    int requests() {
      return collectors.stream().mapToInt(collector -> collector.requests.size()).sum();
    }

    /** What it took, by its own account. */
    List<ExportMetricsServiceRequest> taken() throws IOException {
      List<ExportMetricsServiceRequest> taken = new ArrayList<>();
      for (ScriptedCollector collector : collectors) {
        List<ExportMetricsServiceRequest> all = decoded(collector);
        boolean firstTaken =
            switch (fault.effect()) {
              case TAKEN, TAKEN_IN_PART, TAKEN_UNSAID -> true;
              case TRY_AGAIN, TRY_AGAIN_LATER, REFUSED, TOO_LARGE, CONTENT_REFUSED, POINT_REFUSED ->
                  false;
            };
        boolean othersTaken = firstTaken || !forGood;
        int first = firstNumber(collector);
        for (int i = 0; i < all.size(); i++) {
          boolean isTaken =
              fault.effect() == Fault.Effect.POINT_REFUSED
                  ? !all.get(i).toString().contains(Fault.POISON)
                  : i < first ? firstTaken : othersTaken;
          if (isTaken) {
            taken.add(all.get(i));
          }
        }
      }
      return taken;
    }

    /** A reset before the request leaves no request behind. */
    private int firstNumber(ScriptedCollector collector) {
      return collector.requests.isEmpty() || fault.name().startsWith("reset before") ? 0 : 1;
    }

    @Override
    public void close() throws IOException {
      for (ScriptedCollector collector : collectors) {
        collector.close();
      }
    }
  }

  /** The real thing, from the meter to the socket; only time and the container are ours. */
  private final class Pipeline implements AutoCloseable {
    final Map<String, String> settings = new ConcurrentHashMap<>();
    final Losses losses = new Losses();
    final ExportTurns turns;
    private final TurnedClock clock = new TurnedClock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final OtlpPost post;
    private final LongCounter orders;
    private final DoubleHistogram sizes;

    Pipeline(Threads threads) {
      Health health = new Health(clock::nanoTime);
      OtelMetrics.Builder builder =
          OtelMetrics.builder()
              .callbackRunner(CallbackRunner.bounded(threads, PATIENCE, clock::nanoTime))
              .reader(ReaderOptions.of(temporality))
              .health(health)
              .losses(losses);
      if (fault.isHangingProducer()) {
        builder.metricProducer(
            filter -> {
              hang();
              return List.of();
            });
      }
      if (fault.isHangingFilter()) {
        builder.metricFilter(
            (scope, name, kind, unit) -> {
              hang();
              return MetricFilter.MetricDecision.ACCEPT;
            });
      }
      OtelMetrics metrics = builder.build();
      if (fault.isHangingCallback()) {
        metrics
            .meterProvider()
            .get("shop")
            .gaugeBuilder("stock")
            .buildWithCallback(measurement -> hang());
      }
      post = new OtlpPost(client::builder, Map::of, "test", health, clock, () -> 0.5);
      turns =
          new ExportTurns(
              List.of(
                  new ExporterState(
                      new OtlpExport(
                          ConfigReader.of(settings, health),
                          new Resource(Attributes.empty(), null),
                          // What @Retry does in a container.
                          occasion -> attempt -> post.postWithRetries(attempt, 3),
                          Optional.empty(),
                          new ExportStatus(Instant::now),
                          losses,
                          health,
                          clock::nanoTime),
                      metrics.metrics().readers().get(0)::open)),
              PATIENCE,
              threads,
              clock::nanoTime,
              health);
      orders = metrics.meterProvider().get("shop").counterBuilder("orders").build();
      sizes = metrics.meterProvider().get("shop").histogramBuilder("sizes").build();
    }

    private void hang() {
      try {
        assertTrue(closed.await(60, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void record(int amount) {
      orders.add(amount - 1, Attributes.builder().put("by", "card").build());
      orders.add(1, Attributes.builder().put("by", "cash").build());
      sizes.record(amount);
    }

    void aimAt(String uri) {
      settings.put("otel.exporter.otlp.metrics.endpoint", uri);
    }

    void useCertificates(Path directory) throws IOException {
      settings.put(
          "otel.exporter.otlp.certificate", pem(directory, "ca", Fault.AUTHORITY.certificatePem()));
      settings.put(
          "otel.exporter.otlp.client.certificate",
          pem(directory, "client", Fault.CLIENT.certificatePem()));
      settings.put("otel.exporter.otlp.client.key", pem(directory, "key", Fault.CLIENT.pkcs8Pem()));
    }

    private static String pem(Path directory, String name, String content) throws IOException {
      Path file = directory.resolve(name + ".pem");
      synchronized (Fault.class) {
        if (!Files.exists(file)) {
          Files.writeString(file, content);
        }
      }
      return file.toString();
    }

    ExportResult export(Trigger trigger) {
      return switch (trigger) {
        case TIMER -> {
          turns.tick(Duration.ofMinutes(1), EXPORT_TIMEOUT);
          while (turns.isUnderWay()) {
            turns.watch(); // as later ticks do
            LockSupport.parkNanos(1_000_000); // the cases beside this one need the processor
          }
          clock.pass(Duration.ofMinutes(1));
          yield ExportResult.SUCCESS;
        }
        case FLUSH -> turns.flush(EXPORT_TIMEOUT);
        case SHUTDOWN -> turns.shutdown(SHUTDOWN_TIMEOUT, () -> {}, () -> {});
      };
    }

    @Override
    public void close() {
      closed.countDown();
      post.close();
    }
  }
}
