package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.Answer;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What is left of applications that were undeployed: their class loaders, and by a histogram of the
 * server's heap copies of the product.
 *
 * <p>The yardstick is an application without the product, since servers keep the one or other by
 * themselves. {@code -Dredeploys=50} for more of them; {@code -Dredeploys.dump=true} leaves a heap
 * dump beside the server's output.
 */
class RedeployIT {
  private static final int REDEPLOYS = Integer.getInteger("redeploys", 2);
  private static final int FEWER_REDEPLOYS = 2;
  private static final int CLIENTS = 16;
  private static final int REQUESTS = 200;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String OURS = "ee.otel.metrics.OtelMetrics";

  /** Longer than an idle thread of a container's pool lives; it may hold who made it begin. */
  private static final Duration IDLE = Duration.ofSeconds(100);

  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  private ServerProcess start(boolean telemetry) {
    return ServerProcess.start(
        Server.ofTheBuild(),
        Launch.of(Wars.bystander("host"), "till")
            .withTelemetry(telemetry)
            .with("otel.traces.exporter", "none")
            .with("otel.logs.exporter", "none")
            .withJvmOption("-Xmx768m")
            // Softly held is not held.
            .withJvmOption("-XX:SoftRefLRUPolicyMSPerMB=0")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint()));
  }

  /**
   * The second half: the collector takes five times as long as the interval, so that an export is
   * under way when the application is undeployed.
   */
  @Test
  void redeployedApplications_leaveNothingOfOursBehind() throws Exception {
    try (ServerProcess server = start(false)) {
      WebArchive control = Wars.withoutProduct("control", Bystander.class, BystanderDesk.class);
      redeploy(server, control, 1);
      redeploy(server, Wars.till("warmup"), 1);
      int before = loadersAfterAnother(server);
      redeploy(server, control, REDEPLOYS);
      int heldOfControl = loadersAfterAnother(server) - before;
      Set<String> threads = threads(server);
      redeploy(server, Wars.till("till").addClass(AnnotatedDesk.class), REDEPLOYS);
      for (String name : List.of("till.annotated", "till.annotated.duration")) {
        receiver.awaitAny(request -> request.metric(name).isPresent(), SOON);
      }
      assertNothingHeld(
          server, "redeploys each", REDEPLOYS, before, heldOfControl, asMany(heldOfControl));

      redeployDuringAnExport(server, control);
      Set<String> newThreads = new TreeSet<>(threads(server));
      newThreads.removeAll(threads);
      assertEquals(List.of(), newThreads.stream().filter(name -> name.contains("otel")).toList());
    }
  }

  private void redeployDuringAnExport(ServerProcess server, WebArchive control) {
    receiver.otherwise(request -> Answer.ok().after(Duration.ofSeconds(1)));
    WebArchive slow =
        Wars.withoutProduct("slow", Bystander.class, SlowBystander.class, SlowBystanderDesk.class);
    WebArchive busy =
        Wars.configured(Wars.till("busy"), Map.of("otel.metric.export.interval", 200));
    int before = loadersAfterAnother(server);
    redeploy(server, slow, FEWER_REDEPLOYS);
    int heldOfControl = loadersAfterAnother(server) - before;
    for (int i = 0; i < FEWER_REDEPLOYS; i++) {
      Set<String> earlier = instances(receiver.requests());
      Application deployed = server.deploy(busy, "till");
      assertEquals(200, deployed.get("till/instruments").statusCode());
      // It listens to garbage collections, as did the others: it is the one that reports the JVM.
      receiver.awaitAny(
          r ->
              r.metric("jvm.class.count").isPresent()
                  && !earlier.containsAll(instances(List.of(r))),
          SOON);
      server.undeploy(busy, "till");
    }
    redeploy(server, control, 1); // the last export may come after the application's last answer
    long exports = receiver.requests().stream().filter(RedeployIT::isOfBusy).count();
    redeploy(server, control, 1); // takes longer than some intervals
    assertEquals(exports, receiver.requests().stream().filter(RedeployIT::isOfBusy).count());
    assertNothingHeld(
        server,
        "redeploys each during a tick",
        FEWER_REDEPLOYS,
        before,
        heldOfControl,
        Server.ofTheBuild() instanceof PayaraMicro ? 0 : asMany(heldOfControl));
    if (Server.ofTheBuild() instanceof PayaraMicro) {
      // See docs/servers.md; when the server has learnt better, the exporter can be simpler.
      assertTrue(heldOfControl >= FEWER_REDEPLOYS, heldOfControl + " held of the control");
    }
  }

  /** Their exemplars read the server's spans by the server's copy of the API. */
  @Test
  void applicationsWithTheirOwnApiBesideTelemetry_leaveNothingOfOursBehind() throws Exception {
    WebArchive control = Wars.withoutProduct("control", Bystander.class, BystanderDesk.class);
    WebArchive own = Wars.withOwnApi(Wars.till("own"));
    try (ServerProcess server = start(true)) {
      redeployTraced(server, own, 1);
      int before = loadersAfterAnother(server);
      redeploy(server, control, FEWER_REDEPLOYS);
      int heldOfControl = loadersAfterAnother(server) - before;
      redeployTraced(server, own, FEWER_REDEPLOYS);
      assertNothingHeld(
          server,
          "redeploys each beside telemetry",
          FEWER_REDEPLOYS,
          before,
          heldOfControl,
          asMany(heldOfControl));
    }
  }

  private void redeployTraced(ServerProcess server, WebArchive war, int times) {
    for (int i = 1; i <= times; i++) {
      receiver.clear();
      Application deployed = server.deploy(war, "till");
      assertEquals(200, deployed.get("till/traced", "%032x".formatted(i)).statusCode());
      assertEquals(200, deployed.get("till/span").statusCode());
      server.undeploy(war, "till");
      receiver.awaitAny(request -> request.metric("till.traced").isPresent(), SOON);
    }
  }

  /**
   * Waits until there are no more loaders than {@code before}, those of the control and as many of
   * ours as are allowed, and no copy of the product.
   */
  private static void assertNothingHeld(
      ServerProcess server,
      String what,
      int redeploys,
      int before,
      int heldOfControl,
      int allowed) {
    long start = System.nanoTime();
    int heldOfOurs = loadersAfterAnother(server) - before - heldOfControl;
    int copies = rows(server, OURS);
    while ((heldOfOurs > allowed || copies > 0) && System.nanoTime() - start < IDLE.toNanos()) {
      server.endsWithin(Duration.ofSeconds(5));
      heldOfOurs = loaders(server) - before - heldOfControl;
      copies = rows(server, OURS);
    }
    String found =
        "%s after %d %s: %d loaders held of the control, %d of ours, %d copies of %s, after %d s"
            .formatted(
                Server.ofTheBuild().title(),
                redeploys,
                what,
                heldOfControl,
                heldOfOurs,
                copies,
                OURS,
                Duration.ofNanos(System.nanoTime() - start).toSeconds());
    System.out.println(found);
    if (Boolean.getBoolean("redeploys.dump")) {
      server.jcmd("GC.heap_dump " + server.output().resolveSibling("heap.hprof"));
    }
    assertTrue(heldOfOurs <= allowed && copies == 0, found);
  }

  /**
   * What a server holds of the control it may hold of ours: WildFly keeps one or the other, and
   * with its telemetry every application.
   */
  private static int asMany(int heldOfControl) {
    return Math.max(0, heldOfControl);
  }

  /** What was undeployed last may still be in a cache of the server: then it is none of those. */
  private static int loadersAfterAnother(ServerProcess server) {
    redeploy(server, Wars.bystander("another"), 1);
    return loaders(server);
  }

  private static Set<String> instances(List<ReceivedRequest> requests) {
    return requests.stream()
        .map(request -> request.resourceAttribute("service.instance.id").orElse(""))
        .collect(Collectors.toSet());
  }

  private static boolean isOfBusy(ReceivedRequest request) {
    return request.resourceAttribute("service.name").filter("busy"::equals).isPresent();
  }

  private static void redeploy(ServerProcess server, WebArchive war, int times) {
    for (int i = 0; i < times; i++) {
      Application deployed = server.deploy(war, "till");
      assertEquals(200, deployed.get("till/instruments").statusCode());
      if (war.contains("/WEB-INF/classes/ee/otel/metrics/server/AnnotatedDesk.class")) {
        assertEquals(200, deployed.get("annotated/tea").statusCode());
      }
      server.undeploy(war, "till");
    }
  }

  /** How many loaders of web applications there are after a full collection. */
  private static int loaders(ServerProcess server) {
    serveTheHost(server);
    server.jcmd("GC.run");
    server.jcmd("GC.run");
    Pattern loader = Server.ofTheBuild().applicationLoader();
    List<String> all = server.jcmd("VM.classloaders fold=false");
    int found = (int) all.stream().filter(line -> loader.matcher(line).find()).count();
    assertTrue(found > 0, () -> "the host's loader is not among\n" + String.join("\n", all));
    return found;
  }

  /** WildFly's threads hold the application whose request they served last: now it is the host. */
  private static void serveTheHost(ServerProcess server) {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      Application host = server.application();
      Callable<Integer> request = () -> host.get("till").statusCode();
      for (Future<Integer> status : clients.invokeAll(Collections.nCopies(REQUESTS, request))) {
        assertEquals(200, status.get());
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("the host did not answer", e);
    } finally {
      clients.shutdownNow();
    }
  }

  /** Each class of that name is a row of its own, one for each loader. It collects by itself. */
  private static int rows(ServerProcess server, String type) {
    return (int)
        server.jcmd("GC.class_histogram").stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(words -> words.length >= 4 && words[3].equals(type))
            .count();
  }

  private static Set<String> threads(ServerProcess server) {
    return server.jcmd("Thread.print").stream()
        .filter(line -> line.startsWith("\""))
        .map(line -> line.substring(1, line.indexOf('"', 1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
