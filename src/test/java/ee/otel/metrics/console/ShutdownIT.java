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
 * The last export after SIGTERM, with a server of its own for each test; {@link StopIT} has how
 * long it may take, and {@code LifecycleIT} the one at undeploy. {@code -Dfinal.flush.runs=10}
 * stops more servers.
 */
class ShutdownIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration BOUND = Duration.ofSeconds(30);
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

  private static void add(ServerProcess server, long amount) {
    assertEquals(
        "added\n", server.application().post("add?counter=orders&amount=" + amount).body());
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

  /** The interval is a minute; with keys that are all wrong it is so too. */
  @ParameterizedTest
  @MethodSource("runs")
  void sigterm_bringsTheFirstAndLastExportAlsoWhenEveryKeyIsWrong(int run) throws IOException {
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
      add(server, run);
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
      awaitOrders(run);
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
}
