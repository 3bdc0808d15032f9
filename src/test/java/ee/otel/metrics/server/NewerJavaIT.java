package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.otel.metrics.receiver.OtlpReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With JDK 25, where there is one: in {@code -Djava25.home=...} or below {@code /usr/lib/jvm}. */
class NewerJavaIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void application_worksOnJdk25() {
    Optional<Path> java = Project.java25();
    assumeTrue(java.isPresent(), "no JDK 25 on this machine");
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Launch launch =
          Launch.of(Wars.till("till"), "till")
              .withJava(java.get())
              .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
              .with("otel.metric.export.interval", 60000);
      try (ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
        assertEquals("used\n", server.application().get("till/instruments").body());
        server.terminate();
        receiver.awaitAny(request -> request.metric("till.sales").isPresent(), SOON);
      }
    }
  }
}
