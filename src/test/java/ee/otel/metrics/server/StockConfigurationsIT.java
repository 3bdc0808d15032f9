package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.OtlpReceiver;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * WildFly's own configurations as they are: deploy, record, export, stop. By {@code -Dservers} in
 * the profile {@code wildfly} only.
 */
@EnabledIfSystemProperty(named = "servers", matches = ".*")
@EnabledIfSystemProperty(named = "server", matches = "wildfly")
class StockConfigurationsIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"standalone.xml", "standalone-full.xml", "standalone-microprofile.xml"})
  void stockConfiguration_exportsAtEveryIntervalAndAtTheEnd(String configuration) {
    Launch launch =
        Launch.of(Wars.till("till"), "till")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metric.export.interval", 1000)
            .with("otel.sdk.disabled", false);
    try (ServerProcess server = ServerProcess.start(new WildFly(configuration), launch)) {
      assertEquals("1 1 1", server.application().get("till/beans").body());
      receiver.awaitAny(r -> r.metric("till.by.meter").isPresent(), SOON);
      int before = receiver.requests().size();
      receiver.awaitAny(r -> r.number() > before + 2, SOON);
      server.application().get("till/instruments");
      server.terminate();
      ServerProcess.Exit exit = server.awaitExit(Duration.ofSeconds(20));
      assertTrue(
          receiver.requests().stream().anyMatch(r -> r.metric("till.sales").isPresent()),
          () -> exit + "\n" + server.tail());
    }
  }
}
