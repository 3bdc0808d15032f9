package ee.otel.metrics.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.Answer;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.server.Application;
import ee.otel.metrics.server.Launch;
import ee.otel.metrics.server.Server;
import ee.otel.metrics.server.ServerProcess;
import ee.otel.metrics.server.Wars;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * How long applications hold up a server that stops them while their collector is silent or gone.
 * {@code -Dstop.applications=4} stops as many at once.
 */
class StopIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Beyond the time that {@code otel.metrics.ee.shutdown.timeout} gives. */
  private static final Duration BEYOND = Duration.ofMillis(500);

  private static final int APPLICATIONS = Integer.getInteger("stop.applications", 2);

  /** What an application gets that stops after one that got no answer. */
  private static final Duration TOLD = Duration.ofSeconds(1);

  private static final Duration DEFAULT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final String TIMEOUT = "otel.metrics.ee.shutdown.timeout";
  private static final String INTERVAL = "otel.metric.export.interval";
  private static final String RETRIES =
      "ee.otel.metrics.internal.transport.OtlpClient/post/Retry/maxRetries";

  /** What a server itself takes to stop, at most, on a busy machine. */
  private static final Duration OF_THE_SERVER = Duration.ofSeconds(5);

  @Test
  void stops_takeAsLongAsTheirKeySaysWithASilentCollectorAndWithoutOne() {
    URI gone = goneEndpoint();
    Launch launch = Launch.of(war("gone0", gone, Map.of()), "ready");
    try (OtlpReceiver receiver = OtlpReceiver.start();
        ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
      for (int i = 1; i < APPLICATIONS; i++) {
        add(server.deploy(war("gone" + i, gone, Map.of()), "ready"));
      }
      server.timeStops();
      receiver.otherwise(request -> Answer.status(503));
      WebArchive patient =
          war("patient", receiver.endpoint().resolve("/patient"), Map.of(RETRIES, 1));
      Application failing = server.deploy(patient, "ready");
      add(failing);
      assertTrue(failing.post("flush?millis=20000").body().startsWith("FAILURE"));
      assertEquals(2, tried(receiver, "patient"), "the number of retries is the operator's");

      receiver.otherwise(request -> Answer.hang());
      undeploy(server, receiver, patient);
      WebArchive hasty =
          war("hasty", receiver.endpoint().resolve("/hasty"), Map.of(TIMEOUT, SHORT.toMillis()));
      add(server.deploy(hasty, "ready"));
      undeploy(server, receiver, hasty);
      WebArchive busy =
          war(
              "busy",
              receiver.endpoint().resolve("/busy"),
              Map.of(TIMEOUT, SHORT.toMillis(), INTERVAL, 200));
      add(server.deploy(busy, "ready"));
      receiver.awaitAny(request -> request.path().equals("/busy"), SOON);
      undeploy(server, receiver, busy);
      List<Duration> silent = server.stopTimes();

      add(server.application());
      assertTrue(server.application().post("flush?millis=20000").body().startsWith("FAILURE"));
      server.terminate();
      ServerProcess.Exit exit = server.awaitExit(SOON);
      List<Duration> refused = server.stopTimes().subList(silent.size(), server.stopTimes().size());
      String found =
          "%s: silent collector, key 5 s, 1 s, 1 s during an export: %s; %d applications whose"
              + " connections are refused: %s, ended after %s";
      found =
          found.formatted(Server.ofTheBuild().title(), silent, APPLICATIONS, refused, exit.after());
      System.out.println(found);

      assertEquals(3, silent.size(), found);
      assertTrue(silent.get(0).compareTo(DEFAULT.plus(BEYOND)) <= 0, found);
      assertTrue(silent.get(1).compareTo(SHORT.plus(BEYOND)) <= 0, found);
      assertTrue(silent.get(2).compareTo(SHORT.plus(BEYOND)) <= 0, found);
      Duration allowed =
          DEFAULT
              .plus(TOLD.multipliedBy(APPLICATIONS - 1))
              .plus(BEYOND.multipliedBy(APPLICATIONS))
              .plus(OF_THE_SERVER);
      assertTrue(exit.after().compareTo(allowed) <= 0, found);
      assertEquals(1, lines(server, "[gone0]", "refused the connection", "kept"), found);
      assertEquals(1, lines(server, "[gone0]", "points are lost"), found);
    }
  }

  /** A port where nobody listens. */
  private static URI goneEndpoint() {
    try (OtlpReceiver closed = OtlpReceiver.start()) {
      return closed.metricsEndpoint();
    }
  }

  private static void undeploy(ServerProcess server, OtlpReceiver receiver, WebArchive war) {
    String name = war.getName().replace(".war", "");
    int stopsBefore = server.stopTimes().size();
    long triesBefore = tried(receiver, name);
    server.undeploy(war, "ready");
    long deadline = System.nanoTime() + SOON.toNanos();
    while (server.stopTimes().size() == stopsBefore && System.nanoTime() < deadline) {
      server.endsWithin(Duration.ofMillis(100));
    }
    assertTrue(tried(receiver, name) > triesBefore, name + " was not tried");
  }

  private static long tried(OtlpReceiver receiver, String name) {
    return receiver.requests().stream()
        .filter(request -> request.path().equals("/" + name))
        .count();
  }

  /** Its endpoint is its own, since applications that stop tell each other of endpoints. */
  private static WebArchive war(String name, URI endpoint, Map<String, ?> configuration) {
    Map<String, Object> all = new HashMap<>(configuration);
    all.put("otel.metrics.ee.endpoint", endpoint);
    return Wars.configured(ConsoleWar.named(name), all);
  }

  private static void add(Application application) {
    assertEquals("added\n", application.post("add?counter=orders&amount=5").body());
  }

  private static long lines(ServerProcess server, String... words) {
    return server.lines().stream()
        .filter(line -> Stream.of(words).allMatch(line::contains))
        .count();
  }
}
