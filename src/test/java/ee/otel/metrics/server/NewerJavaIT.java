package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.otel.metrics.receiver.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With JDK 25, where there is one: in {@code -Djava25.home=...} or below {@code /usr/lib/jvm}. */
class NewerJavaIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void application_worksOnJdk25() throws IOException {
    Optional<Path> java = java25();
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

  private static Optional<Path> java25() throws IOException {
    String home = System.getProperty("java25.home");
    if (home != null) {
      return Optional.of(Path.of(home, "bin", "java"));
    }
    Path machines = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(machines)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(machines)) {
      return found
          .filter(directory -> directory.getFileName().toString().matches(".*\\b25\\b.*"))
          .map(directory -> directory.resolve("bin/java"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }
}
