package ee.otel.metrics.internal.mpmetrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import ee.otel.metrics.server.Launch;
import ee.otel.metrics.server.OpenLiberty;
import ee.otel.metrics.server.PayaraMicro;
import ee.otel.metrics.server.Server;
import ee.otel.metrics.server.ServerProcess;
import ee.otel.metrics.server.Wars;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An application for MicroProfile Metrics: on WildFly and on Open Liberty without {@code mpMetrics}
 * this library implements it; on Payara, which does that itself, it measures the annotations too,
 * and so it does on Open Liberty with {@code mpMetrics}: {@code -Dserver.metrics}.
 */
class MpMetricsIT {
  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Server SERVER = server();
  private static final boolean IMPLEMENTED =
      !(SERVER instanceof PayaraMicro || SERVER instanceof OpenLiberty);
  private static final String PACKAGE = Garage.class.getPackageName() + ".";
  private static ServerProcess server;

  private static Server server() {
    Server server = Server.ofTheBuild();
    return server instanceof OpenLiberty liberty && !Boolean.getBoolean("server.metrics")
        ? new LibertyWithoutMetrics(liberty)
        : server;
  }

  @BeforeAll
  static void start() throws Exception {
    WebArchive war =
        Wars.withProduct(
            "garage",
            Garage.class,
            GarageEjb.class,
            Kiosk.class,
            CountMe.class,
            Booth.class,
            GarageResource.class,
            GarageApplication.class);
    Launch launch =
        Launch.of(war, "garage/ready")
            .with("otel.exporter.otlp.metrics.endpoint", RECEIVER.metricsEndpoint())
            .with("otel.metric.export.interval", 1000);
    if (IMPLEMENTED) {
      war.addAsLibrary(jarOf(MetricRegistry.class));
    } else {
      launch = launch.with("otel.metrics.ee.microprofile.metrics", "always");
    }
    server = ServerProcess.start(SERVER, launch);
    assertEquals("worked\n", get("work"));
  }

  private static File jarOf(Class<?> type) throws Exception {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String get(String path) {
    return server.application().get("garage/" + path).body();
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
    RECEIVER.close();
  }

  /** A metric of a registry, as the application told it. */
  private record Told(String scope, String name, String tags, String kind, long count, long sum) {

    static Told of(String line) {
      String[] parts = line.split("\t");
      return new Told(
          parts[0],
          parts[1],
          parts[2],
          parts[3],
          Long.parseLong(parts[4]),
          Long.parseLong(parts[5]));
    }

    boolean isIn(ReceivedRequest request) {
      return request.metrics().stream()
          .filter(metric -> metric.getName().equals(name))
          .anyMatch(this::isIn);
    }

    private boolean isIn(Metric metric) {
      return switch (kind) {
        case "counter" ->
            metric.getSum().getDataPointsList().stream()
                .anyMatch(point -> isOf(point.getAttributesList()) && point.getAsInt() == count);
        default ->
            metric.getHistogram().getDataPointsList().stream()
                .anyMatch(
                    point ->
                        isOf(point.getAttributesList())
                            && point.getCount() == count
                            && isSum(point.getSum()));
      };
    }

    /** A server that measures the same call itself does so a few microseconds apart. */
    private boolean isSum(double received) {
      return !IMPLEMENTED || Math.abs(received * (kind.equals("timer") ? 1e9 : 1) - sum) < 1000;
    }

    private boolean isOf(List<KeyValue> attributes) {
      Map<String, String> tagsHere = attributes(attributes);
      return scope.equals(tagsHere.remove("mp_scope")) && tags.equals(tagsHere.toString());
    }
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    Map<String, String> sorted = new TreeMap<>();
    attributes.forEach(a -> sorted.put(a.getKey(), a.getValue().getStringValue()));
    return sorted;
  }

  private static List<Told> registry() {
    return get("registry").lines().map(Told::of).toList();
  }

  private static Metric await(String name) {
    return RECEIVER
        .awaitAny(request -> request.metric(name).isPresent(), SOON)
        .metric(name)
        .orElseThrow();
  }

  @Test
  void receiver_getsWhatTheRegistrySays() {
    for (Told told : registry()) {
      boolean annotated =
          told.name.startsWith(PACKAGE + "Garage.")
              || List.of("greenCount", "yellow", "countMe", "scoped").contains(told.name);
      if ((IMPLEMENTED || annotated) && told.count > 0) {
        RECEIVER.awaitAny(told::isIn, SOON);
      }
    }
  }

  @Test
  void annotatedMetrics_haveTheNamesOfTheSpecification() {
    Map<String, Long> counts = new TreeMap<>();
    registry().forEach(told -> counts.put(told.name, told.count));
    Map<String, Long> expected =
        Map.ofEntries(
            Map.entry(PACKAGE + "Garage.red", 2L),
            Map.entry(PACKAGE + "Garage.blueCount", 1L),
            Map.entry("greenCount", 1L),
            Map.entry("yellow", 1L),
            Map.entry("countMe", 2L),
            Map.entry("scoped", 1L),
            Map.entry(PACKAGE + "Garage.repair", 2L),
            Map.entry(PACKAGE + "Garage.fail", 1L),
            Map.entry(PACKAGE + "Garage.failures", 1L),
            Map.entry(PACKAGE + "stand.Kiosk", 3L),
            Map.entry(PACKAGE + "stand.sell", 3L),
            Map.entry(PACKAGE + "stand.count", 3L),
            Map.entry(PACKAGE + "Booth.open", 1L),
            Map.entry(PACKAGE + "GarageResource.redCount", 10L));
    expected.forEach((name, count) -> assertEquals(count, counts.get(name), name));
    assertTrue(!counts.containsKey(PACKAGE + "stand.hidden"), counts::toString);
  }

  @Test
  void ejb_isTimed() {
    assertEquals(1, await(PACKAGE + "GarageEjb.wash").getHistogram().getDataPoints(0).getCount());
  }

  /** Both repairs are in; an export may have come between them. */
  private static boolean isOfTwo(Metric repair) {
    return repair.getHistogram().getDataPoints(0).getCount() == 2;
  }

  @Test
  void timers_areInSecondsWithBoundaries() {
    String name = PACKAGE + "Garage.repair";
    Metric repair =
        RECEIVER
            .awaitAny(
                request -> request.metric(name).filter(MpMetricsIT::isOfTwo).isPresent(), SOON)
            .metric(name)
            .orElseThrow();
    HistogramDataPoint point = repair.getHistogram().getDataPoints(0);
    assertEquals("s Repairs.", repair.getUnit() + " " + repair.getDescription());
    assertTrue(point.getSum() >= 0.06 && point.getSum() < 10, () -> "sum " + point.getSum());
    assertEquals(0.005, point.getExplicitBounds(0));
  }

  @Test
  void unitsAreThoseOfUcum_andTagsAndScopeAreAttributes() {
    Metric green = await("greenCount");
    assertEquals("{cars} Green cars.", green.getUnit() + " " + green.getDescription());
    NumberDataPoint tagged = await("countMe").getSum().getDataPoints(0);
    assertEquals(
        "{mp_scope=application, tag1=value1}", attributes(tagged.getAttributesList()).toString());
    assumeTrue(IMPLEMENTED);
    assertEquals("kBy", await("purple").getUnit());
    assertEquals("By Sold.", await("sold").getUnit() + " " + await("sold").getDescription());
  }

  @Test
  void gauges_areObserved() {
    RECEIVER.awaitAny(
        request ->
            request
                .metric(PACKAGE + "Garage.cars")
                .filter(cars -> cars.getGauge().getDataPoints(0).getAsDouble() == 5)
                .isPresent(),
        SOON);
    assumeTrue(IMPLEMENTED);
    assertEquals(12.5, await("height").getGauge().getDataPoints(0).getAsDouble());
  }

  @Test
  void applicationsQuestions_areAnswered() {
    assertEquals(
        List.of("same true", "gauge 5", "registered 5", "metadata Green cars.", "snapshot 2 70.0"),
        get("answers").lines().toList());
  }

  @Test
  void methodWhoseMetricWasRemoved_isRefused() {
    assertEquals("refused, then counted 1", get("removed"));
  }
}
