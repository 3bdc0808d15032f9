package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** WARs of unusual shapes: the product works in them, or one line says why not and what helps. */
class WarsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static ServerProcess server;

  @BeforeAll
  static void start() {
    server =
        ServerProcess.start(
            Server.ofTheBuild(),
            Launch.of(
                    Wars.withProduct(
                        "both",
                        Producers.class,
                        Producers.Root.class,
                        Producers.Silent.class,
                        Producers.QualifiedOnly.class,
                        Producers.Both.class),
                    "both")
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
  void producersWithAQualifierOnly_getOursBeside() {
    assertEquals("counted\n", server.application().get("both").body());
    awaitLine("[both] Metrics go to " + RECEIVER.metricsEndpoint() + " every 1000 ms");
    for (String name : List.of("both.meter", "both.meters", "both.telemetry")) {
      RECEIVER.awaitAny(request -> request.metric(name).isPresent(), SOON);
    }
    TreeSet<String> silent = new TreeSet<>();
    RECEIVER.requests().stream()
        .flatMap(request -> request.metrics().stream())
        .filter(metric -> metric.getName().startsWith("silent."))
        .forEach(metric -> silent.add(metric.getName()));
    assertEquals(new TreeSet<>(), silent);
  }

  @Test
  void producerOfTheApplication_isLeftAlone() {
    WebArchive war =
        Wars.configured(
            Wars.withProduct(
                "own",
                Producers.class,
                Producers.Root.class,
                Producers.Own.class,
                Producers.User.class),
            Map.of("otel.metrics.ee.global", true));
    Application own = server.deploy(war, "own");
    assertEquals("counted\n", own.get("own").body());
    ReceivedRequest request = RECEIVER.awaitAny(r -> r.metric("own.meter").isPresent(), SOON);
    assertEquals(
        1, request.scopes().stream().filter(scope -> scope.getName().equals("User")).count());
    if (onPayara()) {
      awaitLine("[own] GlobalOpenTelemetry is not set: the OpenTelemetry API is the server's");
    } else {
      RECEIVER.awaitAny(r -> r.metric("own.global").isPresent(), SOON);
    }
  }

  /** Payara refuses the WAR before anything of ours runs, unless it has a descriptor of EJBs. */
  @Test
  void metadataComplete_exportsAndOnPayaraNeedsADescriptor() {
    if (onPayara()) {
      server.offer(complete("complete"));
      awaitLine("DeploymentContext does not contain any EJB");
    }
    WebArchive war = complete("described");
    server.offer(
        onPayara()
            ? war.addAsWebInfResource(
                new StringAsset(
                    "<ejb-jar xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\"/>"),
                "ejb-jar.xml")
            : war);
    awaitExportOf("described");
  }

  private static WebArchive complete(String name) {
    return Wars.withProduct(name)
        .setWebXML(
            new StringAsset(
                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\""
                    + " metadata-complete=\"true\"/>"));
  }

  /** Payara starts no CDI then, which its EJB container needs; nothing of ours runs. */
  @Test
  void beanDiscoveryNone_exportsButOnPayara() {
    server.offer(
        Wars.withBeansXml(
            "none",
            "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
                + " bean-discovery-mode=\"none\"/>"));
    if (onPayara()) {
      awaitLine("Singleton not set for WebappClassLoader");
    } else {
      awaitExportOf("none");
    }
  }

  /**
   * WildFly and Open Liberty refuse it before anything of ours runs; docs/servers.md has their
   * words.
   */
  @Test
  void jarTwice_isRefusedByTheServer() {
    int before = server.lines().size();
    server.offer(
        Wars.withProduct("twice").addAsLibrary(Project.productJar().toFile(), "metrics-copy.jar"));
    server.await(
        "twice does not fail",
        () -> Server.ofTheBuild().deploymentFailure().matcher(after(before)).find());
    if (onPayara()) {
      awaitLine("otel-metrics-ee lies 2 times in the application: ");
    }
  }

  private static String after(int lines) {
    List<String> all = server.lines();
    return String.join("\n", all.subList(lines, all.size()));
  }

  private static boolean onPayara() {
    return Server.ofTheBuild() instanceof PayaraMicro;
  }

  private static void awaitLine(String words) {
    server.await(words, () -> server.lines().stream().anyMatch(line -> line.contains(words)));
  }

  private static void awaitExportOf(String name) {
    server.await("no export of " + name, () -> exports(name));
  }

  /** Nothing is exported of an application that does nothing: so it is asked. */
  private static boolean exports(String application) {
    server.application().get("/" + application + "/nothing");
    return RECEIVER.requests().stream()
        .anyMatch(
            request ->
                request.resourceAttribute("service.name").filter(application::equals).isPresent());
  }
}
