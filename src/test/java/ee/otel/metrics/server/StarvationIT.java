package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.Answer;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The server's threads belong to the application: one processor, two applications, tasks that take
 * long, a callback that hangs, a collector that is silent.
 */
class StarvationIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /**
   * What a task may wait for its begin on a busy machine; the pool kept it waiting for 5 to 59 s.
   */
  private static final long AT_ONCE_MILLIS = 2_000;

  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void exports_leaveTheThreadsOfTheServerAlone() {
    Launch launch =
        Launch.of(Wars.withProduct("one", Probe.class, Crowd.class), "crowd")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metric.export.interval", 1000)
            .with("otel.metrics.ee.callback.timeout", 1000)
            .with("otel.metrics.ee.shutdown.timeout", 2000)
            .withJvmOption("-XX:ActiveProcessorCount=1");
    try (ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
      Application one = server.application();
      Application two = server.deploy(Wars.withProduct("two", Probe.class, Crowd.class), "crowd");
      for (Application each : List.of(one, two)) {
        each.get("crowd");
        each.get("crowd/hang");
      }
      one.get("crowd/hog");
      int before = receiver.requests().size();
      for (String name : List.of("one", "two")) {
        receiver.awaitAny(r -> r.number() > before + 4 && isOf(r, name), SOON);
      }

      receiver.otherwise(request -> Answer.hang());
      int silent = receiver.requests().size();
      receiver.awaitAny(r -> r.number() > silent && isOf(r, "one"), SOON);
      receiver.awaitAny(r -> r.number() > silent && isOf(r, "two"), SOON);
      List<Long> begins = new ArrayList<>();
      List<Long> threads = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        begins.add(Long.parseLong(two.get("crowd/begin").body()));
        threads.add(Long.parseLong(one.get("crowd/threads").body()));
      }
      assertTrue(begins.stream().allMatch(millis -> millis < AT_ONCE_MILLIS), begins::toString);
      // Of each application: one that exports, one that hangs in a callback; and the one that asks.
      // A timer's tick may be seen that has just handed its export over: one of each application.
      assertTrue(threads.stream().allMatch(count -> count <= 5 + 2), threads::toString);
      long more = threads.stream().filter(count -> count > 5).count();
      assertTrue(more <= threads.size() / 4, threads::toString);
    }
  }

  private static boolean isOf(ReceivedRequest request, String application) {
    return request.resourceAttribute("service.name").filter(application::equals).isPresent();
  }
}
