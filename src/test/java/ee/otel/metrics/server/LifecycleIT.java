package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications that come and go; only flushes at the end, since the interval is a minute. */
class LifecycleIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void twoApplications_flushWhatIsTheirsWhenTheyEnd() {
    WebArchive second = Wars.till("second");
    Launch launch =
        Launch.of(Wars.till("first"), "till")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metric.export.interval", 60000);
    try (ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
      Application other = server.deploy(second, "till");
      assertEquals(200, other.get("till/instruments").statusCode());
      assertEquals(200, server.application().get("till/beans").statusCode());

      server.undeploy(second, "till");
      receiver.awaitAny(r -> isOf(r, "second") && r.metric("till.sales").isPresent(), SOON);
      assertEquals(200, server.application().get("till/beans").statusCode());

      server.terminate();
      receiver.awaitAny(r -> isOf(r, "first") && r.metric("till.by.meter").isPresent(), SOON);
      server.awaitExit(SOON);
    }
    assertEquals(List.of(), mixedUp("first", "till.sales"));
    assertEquals(List.of(), mixedUp("second", "till.by.meter"));
  }

  @Test
  void warInsideAnEar_worksAsAlone() {
    assumeTakesEars();
    EnterpriseArchive ear =
        ShrinkWrap.create(EnterpriseArchive.class, "shop.ear").addAsModule(Wars.till("till"));
    Launch launch =
        Launch.of(ear, "till", "till")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metric.export.interval", 60000);
    try (ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
      assertEquals("1 1 1", server.application().get("till/beans").body());
      server.terminate();
      receiver.awaitAny(r -> isOf(r, "till") && r.metric("till.by.meter").isPresent(), SOON);
    }
  }

  @Test
  void jarInTheLibOfAnEar_isToldWhereToGo() {
    assumeTakesEars();
    EnterpriseArchive ear =
        ShrinkWrap.create(EnterpriseArchive.class, "shop.ear")
            .addAsModule(Wars.bystander("till"))
            .addAsLibraries(Project.warLibraries().stream().map(Path::toFile).toArray(File[]::new))
            .addAsLibrary(Project.productJar().toFile());
    Launch launch =
        Launch.of(ear, "till", "till")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metric.export.interval", 1000);
    try (ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
      assertTrue(
          server.lines().stream().anyMatch(line -> line.contains("Put it into WEB-INF/lib")),
          server::tail);
    }
  }

  private static void assumeTakesEars() {
    assumeFalse(Server.ofTheBuild() instanceof PayaraMicro, "Payara Micro deploys no EAR");
  }

  private List<Integer> mixedUp(String application, String foreignMetric) {
    return receiver.requests().stream()
        .filter(r -> isOf(r, application) && r.metric(foreignMetric).isPresent())
        .map(ReceivedRequest::number)
        .toList();
  }

  private static boolean isOf(ReceivedRequest request, String application) {
    return request.resourceAttribute("service.name").filter(application::equals).isPresent();
  }
}
