package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.Answer;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * WARs of unusual shapes: the product works in them, or one line says why not and what helps. And
 * what the log says of an ordinary one.
 */
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
                .withVariable(
                    "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", RECEIVER.metricsEndpoint().toString())
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

  /** Its own key wins over the variable that a server may read too. */
  @Test
  void outage_isOneWarningOfTheApplicationAndItsEnd() {
    try (OtlpReceiver own = OtlpReceiver.start()) {
      WebArchive war =
          Wars.configured(
              Wars.till("operated"), Map.of("otel.metrics.ee.endpoint", own.endpoint()));
      Application operated = server.deploy(war, "till");
      assertEquals("used\n", operated.get("till/instruments").body());
      own.awaitAny(request -> request.metric("till.sales").isPresent(), SOON);
      awaitLine("[operated] Metrics go to " + own.endpoint() + "/ every 1000 ms, temporality");

      own.otherwise(request -> Answer.status(404));
      awaitLine("[operated] Metrics did not arrive at " + own.endpoint());
      awaitLine("the endpoint has no path, and /v1/metrics is usual");
      own.awaitCount(own.requests().size() + 2, SOON);
      own.otherwise(request -> Answer.ok());
      awaitLine("[operated] Metrics arrive again at " + own.endpoint());
      own.awaitCount(own.requests().size() + 2, SOON);
      assertEquals(1, lines("[operated] Metrics did not arrive"));
      Set<String> series = new TreeSet<>();
      own.requests().forEach(request -> series.addAll(seriesOfOurOwn(request)));
      assertTrue(!series.isEmpty() && series.size() <= 5, series::toString);
      assertEquals(
          0, RECEIVER.requests().stream().filter(request -> isOf(request, "operated")).count());
      server.undeploy(war, "till");
    }
  }

  @Test
  void endpointThatIsNoUrl_isSaidWithWhereMetricsGoAndThatHeadersDoNot() {
    Application astray =
        server.deploy(
            Wars.configured(
                Wars.till("astray"),
                Map.of(
                    "otel.metrics.ee.endpoint", "collector",
                    "otel.exporter.otlp.metrics.headers", "authorization=s3cr3t")),
            "till");
    assertEquals("used\n", astray.get("till/instruments").body());
    ReceivedRequest request = RECEIVER.awaitAny(r -> isOf(r, "astray"), SOON);
    assertEquals(Optional.empty(), request.header("authorization"));
    assertEquals(1, lines("otel.metrics.ee.endpoint", "no headers are sent there"));
    assertEquals(0, lines("s3cr3t"));
  }

  private static Set<String> seriesOfOurOwn(ReceivedRequest request) {
    Set<String> series = new TreeSet<>();
    request.message().getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .filter(scope -> scope.getScope().getName().equals("ee.otel.metrics"))
        .flatMap(scope -> scope.getMetricsList().stream())
        .forEach(
            metric -> {
              metric
                  .getSum()
                  .getDataPointsList()
                  .forEach(point -> series.add(metric.getName() + point.getAttributesList()));
              metric
                  .getGauge()
                  .getDataPointsList()
                  .forEach(point -> series.add(metric.getName() + point.getAttributesList()));
              metric
                  .getHistogram()
                  .getDataPointsList()
                  .forEach(point -> series.add(metric.getName() + point.getAttributesList()));
            });
    return series;
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

  private static long lines(String... words) {
    return server.lines().stream()
        .filter(line -> Stream.of(words).allMatch(line::contains))
        .count();
  }

  private static boolean isOf(ReceivedRequest request, String application) {
    return request.resourceAttribute("service.name").filter(application::equals).isPresent();
  }

  private static void awaitExportOf(String name) {
    server.await("no export of " + name, () -> exports(name));
  }

  /** Nothing is exported of an application that does nothing: so it is asked. */
  private static boolean exports(String application) {
    server.application().get("/" + application + "/nothing");
    return RECEIVER.requests().stream().anyMatch(request -> isOf(request, application));
  }
}
