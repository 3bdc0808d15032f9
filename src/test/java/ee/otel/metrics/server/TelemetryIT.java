package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Beside the server's own telemetry, switched on. */
class TelemetryIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static ServerProcess server;

  @BeforeAll
  static void start() {
    server =
        ServerProcess.start(
            Server.ofTheBuild(),
            Launch.of(Wars.till("till"), "till")
                .withTelemetry(true)
                .with("otel.traces.exporter", "none")
                .with("otel.logs.exporter", "none")
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
  void beans_areUnambiguousAndOurs() {
    assertEquals("1 1 1", server.application().get("till/beans").body());
    for (String name : List.of("till.by.meter", "till.by.provider")) {
      RECEIVER.awaitAny(request -> request.metric(name).isPresent(), SOON);
    }
  }

  /** Open Liberty shares OpenTelemetry with the application, but not Meter; see docs/servers.md. */
  @Test
  void openTelemetry_measuresByOurMeterWhereTheApiIsWhole() {
    boolean halved = Server.ofTheBuild() instanceof OpenLiberty;
    assertEquals(
        halved ? "LinkageError" : "counted", server.application().get("till/telemetry").body());
    if (!halved) {
      RECEIVER.awaitAny(request -> request.metric("till.by.telemetry").isPresent(), SOON);
    }
  }

  @Test
  void openTelemetry_handsTheServersTracingThrough() {
    assertTrue(server.application().get("till/span").body().endsWith(" true"));
  }

  @Test
  void tracedRequest_givesExemplarsOfItsTrace() {
    seenInExemplar(server.application(), "11111111111111111111111111111111");
  }

  @Test
  void tracedRequestToAnApplicationWithItsOwnApi_givesExemplarsOfItsTrace() {
    var war = Wars.withOwnApi(Wars.till("own"));
    Application own = server.deploy(war, "till");
    seenInExemplar(own, "22222222222222222222222222222222");
    assertEquals("set", own.get("till/gauge").body());
    server.undeploy(war, "till");
  }

  private static void seenInExemplar(Application application, String trace) {
    assertEquals(200, application.get("till/traced", trace).statusCode());
    for (String name : List.of("till.traced", "http.server.request.duration")) {
      RECEIVER.awaitAny(request -> exemplars(request, name).anyMatch(trace::equals), SOON);
    }
  }

  private static Stream<String> exemplars(ReceivedRequest request, String name) {
    return request.metrics().stream()
        .filter(metric -> metric.getName().equals(name))
        .flatMap(metric -> metric.getHistogram().getDataPointsList().stream())
        .flatMap(point -> point.getExemplarsList().stream())
        .map(Exemplar::getTraceId)
        .map(id -> HexFormat.of().formatHex(id.toByteArray()));
  }

  /** A parent that was not sampled tells the collector, too, not to trace what it does. */
  @Test
  void posts_areNotTraced() {
    RECEIVER.awaitAny(TelemetryIT::isOfTheTill, SOON);
    for (ReceivedRequest request :
        RECEIVER.requests().stream().filter(TelemetryIT::isOfTheTill).toList()) {
      String parent = request.header("traceparent").orElse("-00");
      assertTrue(parent.endsWith("-00"), parent);
    }
  }

  /** SmallRye on WildFly measures by the bean Meter, also our own posts, from inside them. */
  @Test
  void faultToleranceThatMeasures_measuresOurPostsByOurMeter() {
    assertEquals("1 1 1", server.application().get("till/beans").body());
    RECEIVER.awaitCount(RECEIVER.requests().size() + 3, SOON);
    assertEquals(
        Server.ofTheBuild() instanceof WildFly,
        RECEIVER.requests().stream()
            .flatMap(request -> request.metrics().stream())
            .filter(metric -> metric.getName().startsWith("ft."))
            .anyMatch(metric -> metric.toString().contains("OtlpClient.post")));
  }

  private static boolean isOfTheTill(ReceivedRequest request) {
    return request.resourceAttribute("service.name").filter("till"::equals).isPresent();
  }
}
