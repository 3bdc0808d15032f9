package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.receiver.OtlpReceiver;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ContainerIT {
  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.configured(
        Wars.withoutProduct("probe", Probe.class, Poster.class),
        Map.of("otel.exporter.otlp.metrics.endpoint", RECEIVER.metricsEndpoint()));
  }

  @AfterAll
  static void close() {
    RECEIVER.close();
  }

  @Test
  void application_reachesTheReceiver(@ArquillianResource URL root) {
    assertEquals("posted\n", Application.of(root).get("probe").body());
    RECEIVER.awaitAny(r -> r.metric("asked").isPresent(), Duration.ofSeconds(30));
  }
}
