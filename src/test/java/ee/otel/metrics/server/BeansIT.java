package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.receiver.OtlpReceiver;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a WAR as users build it gets, with the server's telemetry off. */
class BeansIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static ServerProcess server;

  @BeforeAll
  static void start() {
    server =
        ServerProcess.start(
            Server.ofTheBuild(),
            Launch.of(Wars.till("till"), "till")
                .with("otel.exporter.otlp.metrics.endpoint", RECEIVER.metricsEndpoint())
                .with("otel.metric.export.interval", 1000));
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
    RECEIVER.close();
  }

  @Test
  void beans_areUnambiguousAndOurs() {
    assertEquals("1 1 1", server.application().get("till/beans").body());
    assertEquals("counted", server.application().get("till/telemetry").body());
    for (String name : List.of("till.by.meter", "till.by.provider", "till.by.telemetry")) {
      RECEIVER.awaitAny(request -> request.metric(name).isPresent(), SOON);
    }
  }

  @Test
  void instrumentsOfEveryApi_arrive() {
    assertEquals("used\n", server.application().get("till/instruments").body());
    // The last one that is used; an export may have come in between.
    RECEIVER.awaitAny(request -> request.metric("till.items").isPresent(), SOON);
    TreeSet<String> names = new TreeSet<>();
    RECEIVER.requests().stream()
        .flatMap(request -> request.metrics().stream())
        .map(Metric::getName)
        .filter(name -> !name.startsWith("till.by.") && name.startsWith("till."))
        .forEach(names::add);
    names.remove("till.level");
    assertEquals(
        new TreeSet<>(
            List.of(
                "till.balance",
                "till.cash",
                "till.coins",
                "till.duration",
                "till.items",
                "till.opened",
                "till.queue",
                "till.sales",
                "till.turnover")),
        names);
  }

  /** Payara's class loading prefers the server's API, 1.29; see docs/servers.md. */
  @Test
  void synchronousGauge_isThereWhereTheApiHasIt() {
    boolean old = Server.ofTheBuild() instanceof PayaraMicro;
    assertEquals(old ? "NoSuchMethodError" : "set", server.application().get("till/gauge").body());
    long warnings =
        server.lines().stream()
            .filter(line -> line.contains("OpenTelemetry API is the server's"))
            .count();
    assertEquals(old ? 1 : 0, warnings);
  }
}
