package ee.otel.metrics.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.Answer;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import ee.otel.metrics.server.Application;
import ee.otel.metrics.server.Wars;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The exporter in a server; it exports when asked to, unless a test lets the timer tick. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ExportIT {
  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String HOUR = "3600000";

  @ArquillianResource private URL root;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.configured(
        ConsoleWar.build(),
        Map.of(
            "otel.exporter.otlp.metrics.endpoint",
            RECEIVER.metricsEndpoint(),
            "otel.metric.export.interval",
            HOUR,
            "otel.metrics.ee.export.spread",
            "0"));
  }

  @AfterAll
  static void close() {
    RECEIVER.close();
  }

  @BeforeEach
  void forget() {
    flush(20_000);
    RECEIVER.clear();
  }

  private Application application() {
    return Application.of(root);
  }

  private String post(String path) {
    HttpResponse<String> response = application().post(path);
    assertEquals(200, response.statusCode(), response::body);
    return response.body();
  }

  private void add(String counter, long amount) {
    post("add?counter=" + counter + "&amount=" + amount);
  }

  private String flush(long millis) {
    return post("flush?millis=" + millis).split(" ")[0];
  }

  private void set(String key, String value) {
    post("set?key=" + key + "&value=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  private void unset(String key) {
    post("set?key=" + key);
  }

  private static long sum(ReceivedRequest request, String counter) {
    return request.metric(counter).orElseThrow().getSum().getDataPoints(0).getAsInt();
  }

  @Test
  void injectedDoors_leadToOneExportNamedAfterTheApplication() {
    post("doors");
    assertEquals("SUCCESS", flush(20_000));

    ReceivedRequest request = RECEIVER.requests().get(0);
    for (String door : List.of("door.meter", "door.provider", "door.telemetry")) {
      assertEquals(1, sum(request, door), door);
    }
    List<String> scopes = request.scopes().stream().map(scope -> scope.getName()).toList();
    assertTrue(scopes.containsAll(List.of("console", "of.provider", "of.telemetry")), scopes + "");
    assertEquals("console", request.resourceAttribute("service.name").orElse("none"));
    assertTrue(request.resourceAttribute("service.instance.id").isPresent());
    assertEquals("java", request.resourceAttribute("telemetry.sdk.language").orElse("none"));
    assertTrue(request.header("user-agent").orElse("").startsWith("otel-metrics-ee-java/"));
    assertTrue(Integer.parseInt(application().get("collect").body()) >= 3);
  }

  @Test
  void unavailableCollector_isAskedFourTimesByOneExport() {
    add("retried", 1);
    RECEIVER.answer(Answer.status(503), Answer.status(429), Answer.status(502));
    assertEquals("SUCCESS", flush(30_000));
    assertEquals(4, RECEIVER.requests().size());
    byte[] first = RECEIVER.requests().get(0).body();
    for (ReceivedRequest request : RECEIVER.requests()) {
      assertEquals(first.length, request.body().length, "encoded once");
    }
  }

  @Test
  void retriesUsedUp_failTheFlush() {
    add("given.up", 1);
    RECEIVER.otherwise(request -> Answer.status(503));
    try {
      assertEquals("FAILURE", flush(30_000));
      assertEquals(4, RECEIVER.requests().size());
    } finally {
      RECEIVER.otherwise(request -> Answer.ok());
    }
  }

  @Test
  void refusal_isNotTriedAgain() {
    add("refused", 1);
    RECEIVER.answer(Answer.status(401));
    assertEquals("FAILURE", flush(30_000));
    assertEquals(1, RECEIVER.requests().size());
    assertEquals("SUCCESS", flush(30_000));
    assertEquals(1, sum(RECEIVER.requests().get(1), "refused"));
  }

  /** What is refused for its content is sent in parts: a collector that takes them has it all. */
  @Test
  void refusedContent_arrivesInParts() {
    add("in.parts", 1);
    RECEIVER.answer(Answer.status(400));
    assertEquals("SUCCESS", flush(30_000));
    assertEquals(
        1,
        RECEIVER.requests().stream()
            .skip(1)
            .filter(request -> request.metric("in.parts").isPresent())
            .count());
  }

  @Test
  void retryAfter_isHonoured() {
    add("later", 1);
    RECEIVER.answer(Answer.retryAfter(503, "3"));
    assertEquals("SUCCESS", flush(30_000));
    List<ReceivedRequest> requests = RECEIVER.requests();
    assertEquals(2, requests.size());
    long waited = Duration.between(requests.get(0).time(), requests.get(1).time()).toMillis();
    assertTrue(waited >= 2_900, waited + " ms");
  }

  @Test
  void retryAfterPastTheDeadline_failsAtOnce() {
    add("much.later", 1);
    RECEIVER.answer(Answer.retryAfter(503, "60"));
    String[] told = post("flush?millis=25000").split(" ");
    assertEquals("FAILURE", told[0]);
    assertTrue(Long.parseLong(told[1]) < 20_000, told[1] + " ms");
    assertEquals(1, RECEIVER.requests().size());
  }

  @Test
  void silentCollector_timesTheFlushOut() {
    add("silent", 1);
    RECEIVER.answer(Answer.hang());
    String[] told = post("flush?millis=1500").split(" ");
    assertEquals("TIMEOUT", told[0]);
    assertTrue(Long.parseLong(told[1]) < 10_000, told[1] + " ms");
    assertEquals("SUCCESS", flush(20_000));
  }

  @Test
  void flush_waitsForTheExportUnderWay() throws Exception {
    add("both", 1);
    RECEIVER.answer(Answer.ok().after(Duration.ofSeconds(2)));
    CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> flush(20_000));
    RECEIVER.awaitCount(1, SOON);
    add("both", 1);
    assertEquals("TIMEOUT", flush(100), "its turn does not come");
    assertEquals("SUCCESS", flush(20_000));

    assertEquals("SUCCESS", first.get());
    List<ReceivedRequest> requests = RECEIVER.requests();
    assertEquals(2, requests.size());
    assertEquals(1, sum(requests.get(0), "both"));
    assertEquals(2, sum(requests.get(1), "both"));
    assertTrue(
        Duration.between(requests.get(0).time(), requests.get(1).time()).toMillis() >= 1_900);
  }

  @Test
  void changedConfiguration_takesEffectAtTheNextExport() {
    add("moved", 1);
    try (OtlpReceiver elsewhere = OtlpReceiver.start()) {
      set("otel.exporter.otlp.metrics.endpoint", elsewhere.metricsEndpoint().toString());
      set("otel.exporter.otlp.metrics.headers", "x-tenant=blue,authorization=Bearer%20s3cr3t");
      set("otel.exporter.otlp.metrics.compression", "gzip");
      assertEquals("SUCCESS", flush(20_000));
      ReceivedRequest request = elsewhere.awaitCount(1, SOON).get(0);
      assertEquals("blue", request.header("x-tenant").orElse("none"));
      assertEquals("Bearer s3cr3t", request.header("authorization").orElse("none"));
      assertEquals("gzip", request.header("content-encoding").orElse("none"));
      assertEquals(1, sum(request, "moved"));
      assertEquals(List.of(), RECEIVER.requests());
    } finally {
      unset("otel.exporter.otlp.metrics.endpoint");
      unset("otel.exporter.otlp.metrics.headers");
      unset("otel.exporter.otlp.metrics.compression");
    }
    assertEquals("SUCCESS", flush(20_000));
    assertFalse(RECEIVER.requests().get(0).header("x-tenant").isPresent());
  }

  @Test
  void changedInterval_takesEffectAtTheNextExport() {
    add("ticking", 1);
    set("otel.metric.export.interval", "500");
    try {
      assertEquals("SUCCESS", flush(20_000));
      RECEIVER.awaitCount(4, SOON);
    } finally {
      set("otel.metric.export.interval", HOUR);
      flush(20_000);
    }
    RECEIVER.clear();
    // Twice the short interval without a tick; a tick that was on its way may still come.
    assertEquals("SUCCESS", flush(20_000));
    assertTrue(RECEIVER.requests().size() <= 2, RECEIVER.requests() + "");
  }
}
