package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.Answer;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The server's threads belong to the application: one processor, two applications (or {@code
 * -Dcrowd=6}), tasks that take long, a callback that hangs, a collector that is silent.
 */
class StarvationIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /**
   * What a task may wait for its begin on a busy machine; the pool kept it waiting for 5 to 59 s.
   */
  private static final long AT_ONCE_MILLIS = 2_000;

  /** What three of four tasks wait at most. */
  private static final long USUALLY_MILLIS = 100;

  /** How many applications there are, two at least. */
  private static final int APPLICATIONS = Integer.getInteger("crowd", 2);

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
      Map<String, Application> all = new LinkedHashMap<>();
      all.put("one", server.application());
      for (int i = 2; i <= APPLICATIONS; i++) {
        String name = "more" + i;
        WebArchive war = Wars.withProduct(name, Probe.class, Crowd.class);
        all.put(name, server.deploy(war, "crowd"));
      }
      for (Application each : all.values()) {
        each.get("crowd");
        each.get("crowd/hang");
      }
      Application one = server.application();
      one.get("crowd/hog");
      int before = receiver.requests().size();
      for (String name : all.keySet()) {
        receiver.awaitAny(r -> r.number() > before + 2 * APPLICATIONS && isOf(r, name), SOON);
      }

      receiver.otherwise(request -> Answer.hang());
      int silent = receiver.requests().size();
      for (String name : all.keySet()) {
        receiver.awaitAny(r -> r.number() > silent && isOf(r, name), SOON);
      }
      List<Long> begins = new ArrayList<>();
      List<Long> threads = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        begins.add(Long.parseLong(all.get("more2").get("crowd/begin").body()));
        threads.add(Long.parseLong(one.get("crowd/threads").body()));
      }
      assertTrue(begins.stream().allMatch(millis -> millis < AT_ONCE_MILLIS), begins::toString);
      long late = begins.stream().filter(millis -> millis > USUALLY_MILLIS).count();
      assertTrue(late <= begins.size() / 4, begins::toString);
      // Of each application: one that exports, one that hangs in a callback; and the one that asks.
      // A timer's tick may be seen that has just handed its export over: one of each application.
      long most = 2 * APPLICATIONS + 1;
      assertTrue(threads.stream().allMatch(n -> n <= most + APPLICATIONS), threads::toString);
      long more = threads.stream().filter(count -> count > most).count();
      assertTrue(more <= threads.size() / 4, threads::toString);
    }
  }

  private static boolean isOf(ReceivedRequest request, String application) {
    return request.resourceAttribute("service.name").filter(application::equals).isPresent();
  }
}
