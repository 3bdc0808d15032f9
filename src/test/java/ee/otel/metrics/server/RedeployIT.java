package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * What is left of applications that were undeployed, by a histogram of the server's heap.
 *
 * <p>The yardstick is an application without the product: servers keep the one or other by
 * themselves; Payara also what an EJB timer was running for when it was undeployed, whoever it
 * belongs to, so that the product has its usual interval here. {@code -Dredeploys=50} for more of
 * them.
 */
class RedeployIT {
  private static final int REDEPLOYS = Integer.getInteger("redeploys", 10);
  private static final String OURS = "ee.otel.metrics.OtelMetrics";

  /** The application that was undeployed last may still be in a cache of the server. */
  private static final int LAG = 1;

  @Test
  void redeployedApplications_leaveNothingOfOursBehind() throws Exception {
    WebArchive control = Wars.withoutProduct("control", Bystander.class, BystanderDesk.class);
    try (OtlpReceiver receiver = OtlpReceiver.start();
        ServerProcess server =
            ServerProcess.start(
                Server.ofTheBuild(),
                Launch.of(Wars.bystander("host"), "till")
                    .withJvmOption("-Xmx768m")
                    // Softly held is not held.
                    .withJvmOption("-XX:SoftRefLRUPolicyMSPerMB=0")
                    .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint()))) {
      redeploy(server, control, 1);
      redeploy(server, Wars.till("warmup"), 1);
      int before = loaders(server);
      redeploy(server, control, REDEPLOYS);
      int heldOfControl = loaders(server) - before;
      Set<String> threads = threads(server);
      redeploy(server, Wars.till("till"), REDEPLOYS);
      int heldOfOurs = loaders(server) - before - heldOfControl;
      int copies = rows(server, OURS);
      String found =
          "after %d redeploys each: %d loaders held of the control, %d of ours; %d copies of %s"
              .formatted(REDEPLOYS, heldOfControl, heldOfOurs, copies, OURS);
      System.out.println(Server.ofTheBuild().title() + " " + found);
      assertTrue(heldOfOurs <= Math.max(0, heldOfControl) + LAG, found);
      assertTrue(copies <= Math.max(0, heldOfControl) + LAG, found);
      Set<String> newThreads = new TreeSet<>(threads(server));
      newThreads.removeAll(threads);
      assertEquals(List.of(), newThreads.stream().filter(name -> name.contains("otel")).toList());

      WebArchive ticking =
          Wars.configured(Wars.till("ticking"), Map.of("otel.metric.export.interval", 200));
      server.deploy(ticking, "till");
      receiver.awaitAny(RedeployIT::isOfTicking, Duration.ofSeconds(60));
      server.undeploy(ticking, "till");
      long exports = receiver.requests().stream().filter(RedeployIT::isOfTicking).count();
      redeploy(server, control, 1); // takes longer than some intervals
      assertEquals(exports, receiver.requests().stream().filter(RedeployIT::isOfTicking).count());
    }
  }

  private static boolean isOfTicking(ReceivedRequest request) {
    return request.resourceAttribute("service.name").filter("ticking"::equals).isPresent();
  }

  private static void redeploy(ServerProcess server, WebArchive war, int times) {
    for (int i = 0; i < times; i++) {
      Application deployed = server.deploy(war, "till");
      assertEquals(200, deployed.get("till/instruments").statusCode());
      server.undeploy(war, "till");
    }
  }

  /** How many loaders of web applications there are after a full collection. */
  private static int loaders(ServerProcess server) {
    return instances(server, Server.ofTheBuild().applicationLoader());
  }

  private static int instances(ServerProcess server, String type) {
    return histogram(server).stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length >= 4 && words[3].equals(type))
        .mapToInt(words -> Integer.parseInt(words[1]))
        .sum();
  }

  /** Each class of that name is a row of its own, one for each loader. */
  private static int rows(ServerProcess server, String type) {
    return (int)
        histogram(server).stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(words -> words.length >= 4 && words[3].equals(type))
            .count();
  }

  private static List<String> histogram(ServerProcess server) {
    server.jcmd("GC.run");
    server.jcmd("GC.run");
    return server.jcmd("GC.class_histogram");
  }

  private static Set<String> threads(ServerProcess server) {
    return server.jcmd("Thread.print").stream()
        .filter(line -> line.startsWith("\""))
        .map(line -> line.substring(1, line.indexOf('"', 1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
