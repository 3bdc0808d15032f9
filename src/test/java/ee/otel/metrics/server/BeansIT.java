package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.receiver.OtlpReceiver;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeansIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @ParameterizedTest(name = "server''s telemetry {0}")
  @ValueSource(booleans = {false, true})
  void beans_areOursAndUnambiguous(boolean telemetry) {
    Launch launch =
        Launch.of(Wars.withProduct("till", Till.class, Till.Desk.class, Till.Gauges.class), "till")
            .withTelemetry(telemetry)
            .with("otel.traces.exporter", "none")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metric.export.interval", 1000);
    try (ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
      assertEquals("1 1 1", server.application().get("till/beans").body());
      receiver.awaitAny(r -> r.metric("till.by.meter").isPresent(), SOON);
      receiver.awaitAny(r -> r.metric("till.by.provider").isPresent(), SOON);
      receiver.awaitAny(r -> r.metric("till.by.telemetry").isPresent(), SOON);
      for (String path : new String[] {"instruments", "gauge", "traced", "span"}) {
        System.out.println(path + " " + server.application().get("till/" + path).body());
      }
      System.out.println(
          String.join(
              "\n",
              server.lines().stream()
                  .filter(l -> l.contains("ee.otel") || l.contains("Exception"))
                  .limit(40)
                  .toList()));
      receiver
          .requests()
          .get(receiver.requests().size() - 1)
          .metrics()
          .forEach(m -> System.out.println(m.getName()));
    }
  }
}
