package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.otel.metrics.receiver.OtlpReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Servers and configurations beside the three of every build: deploy, record, export, stop. By the
 * profile {@code servers} only; {@code -Dguest=GLASSFISH.*} chooses among them.
 */
@EnabledIfSystemProperty(named = "server", matches = "servers")
class ServersIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final OtlpReceiver receiver = OtlpReceiver.start();

  /** What is started, and on which JDK. */
  private enum Guest {
    PAYARA_MICRO_7(new PayaraMicro("payara-micro-7.jar"), true, false),
    PAYARA_SERVER_6(new GlassFish("payara6", "Payara Server 6"), false, false),
    GLASSFISH_7(new GlassFish("glassfish7", "GlassFish 7"), false, false),
    GLASSFISH_8(new GlassFish("glassfish8", "GlassFish 8"), true, false),
    WILDFLY_STANDALONE(new WildFly("standalone.xml"), false, false),
    WILDFLY_STANDALONE_FULL(new WildFly("standalone-full.xml"), false, false),
    WILDFLY_STANDALONE_MICROPROFILE(new WildFly("standalone-microprofile.xml"), false, false),
    LIBERTY_MICROPROFILE_7(new OpenLiberty("microprofile-7.1.xml"), false, true);

    private final Server server;
    private final boolean newerJava;
    private final boolean telemetry;

    Guest(Server server, boolean newerJava, boolean telemetry) {
      this.server = server;
      this.newerJava = newerJava;
      this.telemetry = telemetry;
    }
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @ParameterizedTest
  @EnumSource
  void server_getsMetricsAtEveryIntervalAndAtTheEnd(Guest guest) {
    assumeTrue(guest.name().matches(System.getProperty("guest", ".*")), "not asked for");
    Launch launch =
        Launch.of(Wars.till("till"), "till")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metric.export.interval", 1000)
            .withTelemetry(guest.telemetry);
    if (guest.newerJava) {
      Optional<Path> java = Project.java25();
      assumeTrue(java.isPresent(), "no JDK 25 on this machine");
      launch = launch.withJava(java.get());
    }
    try (ServerProcess server = ServerProcess.start(guest.server, launch)) {
      assertEquals("1 1", server.application().get("till/beans").body().substring(0, 3));
      receiver.awaitAny(r -> r.metric("till.by.meter").isPresent(), SOON);
      receiver.awaitAny(r -> r.metric("jvm.memory.used").isPresent(), SOON);
      receiver.awaitAny(r -> r.metric("http.server.request.duration").isPresent(), SOON);
      int before = receiver.requests().size();
      receiver.awaitAny(r -> r.number() > before + 2, SOON);
      assertEquals("used\n", server.application().get("till/instruments").body());
      server.terminate();
      ServerProcess.Exit exit = server.awaitExit(Duration.ofSeconds(30));
      assertTrue(
          receiver.requests().stream().anyMatch(r -> r.metric("till.sales").isPresent()),
          () -> exit + "\n" + server.tail());
      List<String> failures =
          server.lines().stream()
              .filter(line -> line.contains("ee.otel.metrics") && line.contains("Exception"))
              .toList();
      assertEquals(List.of(), failures, server::tail);
    }
  }
}
