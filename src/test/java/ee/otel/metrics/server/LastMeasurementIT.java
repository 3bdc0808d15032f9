package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.Answer;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What beans measure at their very end. */
class LastMeasurementIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  /** The beans depend on the exporter; the collector was silent, and answers again. */
  @Test
  void beanThatDependsOnTheExporter_isHeardToItsEndAfterASilentCollector() {
    Launch launch =
        Launch.of(Wars.withProduct("one", Probe.class, Crowd.class), "crowd")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metric.export.interval", 1000);
    try (ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
      Application two = server.deploy(Wars.withProduct("two", Probe.class, Crowd.class), "crowd");
      for (Application each : List.of(server.application(), two)) {
        each.get("crowd");
      }
      receiver.otherwise(request -> Answer.hang());
      int silent = receiver.requests().size();
      receiver.awaitAny(r -> r.number() > silent && isOf(r, "one"), SOON);
      receiver.awaitAny(r -> r.number() > silent && isOf(r, "two"), SOON);
      receiver.otherwise(request -> Answer.ok());
      server.terminate();
      ServerProcess.Exit exit = server.awaitExit(SOON);
      for (String name : List.of("one", "two")) {
        assertTrue(
            receiver.requests().stream()
                .anyMatch(r -> isOf(r, name) && r.metric("crowd.goodbyes").isPresent()),
            () -> name + " was not heard; " + exit + "\n" + server.tail());
      }
    }
  }

  private static boolean isOf(ReceivedRequest request, String application) {
    return request.resourceAttribute("service.name").filter(application::equals).isPresent();
  }
}
