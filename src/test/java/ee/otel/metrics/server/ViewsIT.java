package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Views of an application in a server: from its file, from the server's properties, from beans. */
class ViewsIT {
  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void views_comeFromConfigurationAndBeans() {
    WebArchive war =
        Wars.configured(
            Wars.withProduct("viewed", Viewed.class, Viewed.Measuring.class, Viewed.Shapes.class),
            Map.of(
                "otel.metric.export.interval", "500",
                "otel.metrics.views.slow.selector.instrument-name", "lat*",
                "otel.metrics.views.slow.stream.boundaries", "1,2",
                "otel.metrics.views.slow.stream.attribute-keys.excluded", "user"));
    Launch launch =
        Launch.of(war, "measure")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metrics.views.slow.stream.boundaries", "1,10")
            .with("otel.metrics.views.more.selector.instrument-name", "orders")
            .with("otel.metrics.views.more.stream.name", "orders.of.a.property");
    try (ServerProcess server = ServerProcess.start(Server.ofTheBuild(), launch)) {
      assertEquals("measured\n", server.application().get("measure").body());
      ReceivedRequest request =
          receiver.awaitAny(r -> r.metric("latency").isPresent(), Duration.ofSeconds(90));

      HistogramDataPoint latency =
          request.metric("latency").orElseThrow().getHistogram().getDataPoints(0);
      assertEquals(List.of(1d, 10d), latency.getExplicitBoundsList());
      assertEquals(0, latency.getAttributesCount());
      NumberDataPoint orders =
          request.metric("orders.of.a.bean").orElseThrow().getSum().getDataPoints(0);
      assertEquals(1, orders.getExemplarsCount());
      assertEquals(
          1, request.metric("orders.of.a.property").orElseThrow().getSum().getDataPointsCount());
    }
  }
}
