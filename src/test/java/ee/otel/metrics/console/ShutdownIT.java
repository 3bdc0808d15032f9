package ee.otel.metrics.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.Answer;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import ee.otel.metrics.server.Launch;
import ee.otel.metrics.server.Server;
import ee.otel.metrics.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The last export, with a server of its own for each test. {@code -Dfinal.flush.runs=10} stops more
 * servers.
 */
class ShutdownIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String RETRIES =
      "ee.otel.metrics.internal.transport.OtlpClient/post/Retry/maxRetries";
  private static final String SECRET = "s3cr3t-t0ken";

  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  private Launch launch() {
    return Launch.of(ConsoleWar.build(), "ready")
        .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
        .with("otel.exporter.otlp.metrics.headers", "authorization=Bearer%20" + SECRET);
  }

  private static ServerProcess start(Launch launch) {
    return ServerProcess.start(Server.ofTheBuild(), launch);
  }

  private static String post(ServerProcess server, String path) {
    return server.application().post(path).body();
  }

  private static void add(ServerProcess server, long amount) {
    assertEquals("added\n", post(server, "add?counter=orders&amount=" + amount));
  }

  private void awaitOrders(long sum) {
    receiver.awaitAny(request -> orders(request) == sum, SOON);
  }

  private static long orders(ReceivedRequest request) {
    return request
        .metric("orders")
        .map(metric -> metric.getSum().getDataPoints(0).getAsInt())
        .orElse(-1L);
  }

  private static String output(ServerProcess server) throws IOException {
    String output = Files.readString(server.output(), StandardCharsets.UTF_8);
    assertFalse(output.contains(SECRET), "the header's value is in the log");
    return output;
  }

  static IntStream runs() {
    return IntStream.rangeClosed(1, Integer.getInteger("final.flush.runs", 1));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void sigterm_bringsTheFirstAndLastExport(int run) throws IOException {
    try (ServerProcess server = start(launch())) {
      add(server, run);
      assertEquals(List.of(), receiver.requests(), "the interval is a minute");
      server.terminate();
      server.awaitExit(BOUND);
      awaitOrders(run);
      output(server);
    }
  }

  /** The same, and every key is wrong: the defaults are what the test above has by itself. */
  @Test
  void badConfiguration_isOneWarningForEachKeyAndNothingElse() throws IOException {
    Map<String, String> bad =
        Map.of(
            "otel.metric.export.interval", "soon",
            "otel.metric.export.timeout", "later",
            "otel.exporter.otlp.metrics.timeout", "-1",
            "otel.sdk.disabled", "perhaps",
            "otel.metrics.exemplar.filter", "sometimes",
            "otel.java.metrics.cardinality.limit", "0",
            "otel.resource.attributes", "no-pair");
    Launch launch = launch();
    for (Map.Entry<String, String> entry : bad.entrySet()) {
      launch = launch.with(entry.getKey(), entry.getValue());
    }
    try (ServerProcess server = start(launch)) {
      add(server, 5);
      assertEquals(List.of(), receiver.requests(), "the interval is a minute");
      String output = output(server);
      for (String key : bad.keySet()) {
        long warnings =
            output
                .lines()
                .filter(line -> line.contains(key + " = \"") || line.contains(key + ": \""))
                .count();
        assertEquals(1, warnings, key + "\n" + server.tail());
      }
      server.terminate();
      server.awaitExit(BOUND);
      awaitOrders(5);
    }
  }

  /** The export under way is the timer's; WildFly would let a flush end first. */
  @Test
  void sigtermDuringTheWaitForARetry_losesNothing() throws IOException {
    try (ServerProcess server = start(launch().with("otel.metric.export.interval", 3000))) {
      receiver.answer(Answer.retryAfter(503, "25"));
      add(server, 5);
      receiver.awaitCount(1, SOON);
      add(server, 2);
      server.terminate();
      ServerProcess.Exit exit = server.awaitExit(BOUND);
      awaitOrders(7);
      assertTrue(exit.after().toSeconds() < 20, exit + ": it did not wait for the retry");
    }
  }

  @Test
  void hangingCollector_delaysTheEndByABoundedTime() throws IOException {
    try (ServerProcess server =
        start(launch().with(RETRIES, "1"))) { // by the way: their number is the operator's
      receiver.otherwise(request -> Answer.status(503));
      add(server, 5);
      assertTrue(post(server, "flush?millis=20000").startsWith("FAILURE"));
      assertEquals(2, receiver.requests().size());

      receiver.otherwise(request -> Answer.hang());
      server.terminate();
      server.awaitExit(BOUND);
      assertTrue(receiver.requests().size() > 2, "it was tried");
      output(server);
    }
  }

  @Test
  void collectorThatIsDown_delaysTheEndByABoundedTime() throws IOException {
    try (ServerProcess server = start(launch().with(RETRIES, "1"))) {
      receiver.close();
      add(server, 5);
      assertTrue(post(server, "flush?millis=20000").startsWith("FAILURE"));
      server.terminate();
      server.awaitExit(BOUND);
      String output = output(server);
      assertEquals(
          1,
          output
              .lines()
              .filter(line -> line.contains("refused the connection") && line.contains("kept"))
              .count(),
          output);
      assertEquals(
          1, output.lines().filter(line -> line.contains("points are lost")).count(), output);
    }
  }

  @Test
  void undeploy_bringsTheLastExport() {
    try (ServerProcess server = start(launch())) {
      add(server, 5);
      server.undeploy(ConsoleWar.build(), "ready");
      awaitOrders(5);
      assertFalse(server.endsWithin(Duration.ofMillis(100)), "the server goes on");
    }
  }
}
