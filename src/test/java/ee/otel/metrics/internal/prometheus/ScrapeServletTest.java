package ee.otel.metrics.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.servlet.FakeExchange;
import ee.otel.metrics.internal.servlet.RequestAccess;
import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ScrapeServletTest {
  private final OtelMetrics metrics = OtelMetrics.builder().build();
  private final Health health = new Health(System::nanoTime);
  private final PrometheusScrape scrape =
      new PrometheusScrape(
          metrics.readers().get(0), Metrics.NOBODY, Metrics.config(), health, System::nanoTime);
  private final FakeExchange exchange = new FakeExchange();

  private void get(Supplier<PrometheusScrape> source) throws IOException {
    RequestAccess access = new RequestAccess(Metrics.config().access(), health);
    new ScrapeServlet(access, source).doGet(exchange.request(), exchange.response());
  }

  @Test
  void scrape_isAnsweredWithTypeAndLength() throws IOException {
    metrics.meterProvider().get("shop").counterBuilder("orders").build().add(3);
    exchange.header("Accept", "application/openmetrics-text;version=1.0.0");
    exchange.header("Accept", "text/plain;q=0.5");
    get(() -> scrape);
    assertEquals(200, exchange.status);
    assertEquals("# TYPE orders counter\norders_total 3\n# EOF\n", exchange.body());
    assertEquals(
        "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores",
        exchange.responseHeaders.get("Content-Type"));
    assertEquals(exchange.body().length(), exchange.responseHeaders.get("Content-Length"));
    assertEquals("Accept, Accept-Encoding", exchange.responseHeaders.get("Vary"));
    assertEquals("no-store", exchange.responseHeaders.get("Cache-Control"));
  }

  @Test
  void gzip_isNamed() throws IOException {
    exchange.header("Accept-Encoding", "gzip");
    get(() -> scrape);
    assertEquals("gzip", exchange.responseHeaders.get("Content-Encoding"));
  }

  @Test
  void stranger_seesNothing() throws IOException {
    exchange.address = "10.0.0.1";
    get(
        () -> {
          throw new AssertionError("asked for metrics");
        });
    assertEquals(403, exchange.status);
  }

  @Test
  void applicationThatStartsOrStops_answers503() throws IOException {
    get(
        () -> {
          throw new IllegalStateException("no CDI");
        });
    assertEquals(503, exchange.status);
    assertEquals("1", exchange.responseHeaders.get("Retry-After"));
    assertTrue(exchange.body().startsWith("No metrics at the moment"));
  }
}
