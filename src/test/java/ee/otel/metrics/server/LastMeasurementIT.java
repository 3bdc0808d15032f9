package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.Answer;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.spec.WebArchive;
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

  /** The collector was silent, and answers again. */
  @Test
  void beanThatDependsOnTheExporter_isHeardToItsEndAndOthersAreCountedAndSaid() {
    Launch launch =
        Launch.of(Wars.withProduct("one", Probe.class, Crowd.class), "crowd")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metric.export.interval", 1000);
    try (ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
      assertLatecomersAreCountedAndSaid(server);
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

  /** Which of them are too late differs from server to server; one thread is everywhere. */
  private void assertLatecomersAreCountedAndSaid(ServerProcess server) {
    WebArchive war =
        Wars.configured(
            Wars.withProduct("late", Probe.class, Latecomer.class, LateClerk.class),
            Map.of(
                "otel.metric.export.interval",
                60_000,
                // A collection of garbage or a request may come as late, and would be counted too.
                "otel.metrics.ee.jvm",
                false,
                "otel.metrics.ee.http.server",
                false));
    assertEquals("open\n", server.deploy(war, "late").get("late").body());
    server.undeploy(war, "late");
    server.await(
        "nothing said of the thread",
        () -> !saidOfLate(server, "A (measurement) came after the application's end").isEmpty());
    long arrived =
        Stream.of("late.bean", "late.clerk")
            .filter(name -> receiver.requests().stream().anyMatch(r -> r.metric(name).isPresent()))
            .count();
    List<String> said =
        saidOfLate(
            server, "Measurements that came after the last export had begun are lost: (\\d+)");
    long lost = said.stream().mapToLong(Long::parseLong).sum();
    assertEquals(2, arrived + lost, () -> arrived + " arrived, lost: " + said + server.tail());
  }

  private static List<String> saidOfLate(ServerProcess server, String words) {
    Pattern pattern = Pattern.compile("\\[late\\] " + words);
    return server.lines().stream()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }

  private static boolean isOf(ReceivedRequest request, String application) {
    return request.resourceAttribute("service.name").filter(application::equals).isPresent();
  }
}
