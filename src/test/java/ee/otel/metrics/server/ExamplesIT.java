package ee.otel.metrics.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.receiver.OtlpReceiver;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.Orders;
import shop.Shop;

/** The WAR of the folder examples: what its README says arrives, does. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ExamplesIT {
  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.configured(
        Wars.withProduct("shop", Shop.class, Orders.class),
        Map.of(
            "otel.exporter.otlp.metrics.endpoint",
            RECEIVER.metricsEndpoint(),
            "otel.metric.export.interval",
            "1000"));
  }

  @AfterAll
  static void close() {
    RECEIVER.close();
  }

  @Test
  void order_arrivesWithWhatIsMeasuredWithoutCode(@ArquillianResource URL root) {
    assertEquals("sold: tea\n", Application.of(root).get("api/orders/tea").body());
    for (String metric :
        List.of(
            "shop.orders",
            "Orders.order.duration",
            "http.server.request.duration",
            "jvm.memory.used")) {
      RECEIVER.awaitAny(r -> r.metric(metric).isPresent(), Duration.ofSeconds(30));
    }
  }
}
