package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.receiver.OtlpReceiver;
import java.time.Duration;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerProcessIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void server_answersAndPostsUpToItsEndBySigterm() {
    WebArchive war = Wars.withoutProduct("probe", Probe.class, Poster.class);
    Launch launch =
        Launch.of(war, "probe")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint());
    try (ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
      assertEquals("posted\n", server.application().get("probe").body());
      receiver.awaitAny(request -> request.metric("asked").isPresent(), SOON);
      server.terminate();
      receiver.awaitAny(request -> request.metric("stopped").isPresent(), SOON);
      server.awaitExit(SOON);
      assertFalse(ProcessHandle.of(server.pid()).map(ProcessHandle::isAlive).orElse(false));
    }
  }

  @Test
  void serverWhoseApplicationFails_isToldAtOnceAndIsGone() {
    // Without the key the probe cannot start.
    WebArchive war = Wars.withoutProduct("broken", Probe.class, Poster.class);
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> ServerProcess.start(Server.ofTheBuild(), Launch.of(war, "probe")));
    assertTrue(error.getMessage().startsWith("the application was not deployed"));
  }
}
