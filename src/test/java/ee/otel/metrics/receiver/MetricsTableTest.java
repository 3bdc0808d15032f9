package ee.otel.metrics.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsTableTest {

  @Test
  void request_isDrawnAligned() {
    assertEquals(
        """
        resource  service.name=shop
        scope     ee.otel.demo.shop 1.0
          shop.orders             counter cumulative      {order}  payment=card        42
                                                                   payment=invoice      7
          shop.basket             gauge                   EUR                       19.99
          shop.checkout.duration  histogram delta         s                         n 16    sum 0.25      min 0.002     max 0.04       ▂█▇  (0.001‥0.05]
                                                                   ↳ 0.04 in trace 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7
          shop.payload            exponential cumulative  By                        n 9     sum 1234       ▃▃█▆  scale 3
        """,
        body(new MetricsTable(Look.PLAIN)));
  }

  @Test
  void asciiLook_usesAsciiOnly() {
    String drawn = body(new MetricsTable(new Look(false, false)));
    assertEquals(-1, drawn.chars().filter(c -> c > 126).findFirst().orElse(-1), drawn);
  }

  /** Without the headline, which tells the time. */
  private static String body(MetricsTable table) {
    byte[] wire = ShopMetrics.request().toByteArray();
    ReceivedRequest request =
        ReceivedRequest.decode(
            1,
            Instant.EPOCH,
            "/v1/metrics",
            Map.of("content-type", List.of("application/x-protobuf")),
            wire);
    return table.draw(request).lines().skip(2).collect(Collectors.joining("\n", "", "\n"));
  }
}
