package ee.otel.metrics.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.servlet.FakeExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveServletTest {
  private final Health health = Health.silent();
  private final LivePage page = new LivePage(() -> new LiveSnapshot(List.of(), LiveStatus.EMPTY));
  private final FakeExchange exchange = new FakeExchange();

  private void serve(Map<String, String> settings, Supplier<LivePage> page) throws IOException {
    new LiveServlet(ConfigReader.of(settings, health).live(), health, page)
        .service(exchange.request(), exchange.response());
  }

  private void serve(Map<String, String> settings) throws IOException {
    serve(settings, () -> page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "shop.localhost:80",
        "127.0.0.1:8080",
        "[::1]:8080"
      })
  void machineItself_seesThePage(String host) throws IOException {
    exchange.header("Host", host).path = "/";
    serve(Map.of());
    assertEquals(200, exchange.status);
    assertTrue(exchange.body().startsWith("<!DOCTYPE html>"));
    assertEquals("text/html;charset=utf-8", exchange.responseHeaders.get("Content-Type"));
    assertTrue(exchange.responseHeaders.containsKey("Content-Security-Policy"));
  }

  /** A foreign page can have its own name lead to this machine, and ask as if it were at home. */
  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", ""})
  void otherName_isRefused(String host) throws IOException {
    exchange.header("Host", host).path = "/data";
    serve(Map.of());
    assertEquals(403, exchange.status);
    assertTrue(exchange.body().contains("otel.metrics.ee.live.addresses"));
    assertEquals("nosniff", exchange.responseHeaders.get("X-Content-Type-Options"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP"})
  void requestThatAProxyPassedOn_isNotFromThisMachine(String header) throws IOException {
    exchange.header("Host", "localhost").header(header, "127.0.0.1").path = "/data";
    serve(Map.of());
    assertEquals(403, exchange.status);
  }

  @Test
  void otherMachine_isRefused() throws IOException {
    exchange.header("Host", "localhost").path = "/data";
    exchange.address = "192.0.2.7";
    serve(Map.of());
    assertEquals(403, exchange.status);
  }

  @Test
  void otherMachine_isAllowedByKey() throws IOException {
    exchange.header("Host", "shop.example").header("X-Forwarded-For", "192.0.2.8").path = "/data";
    exchange.address = "192.0.2.7";
    serve(Map.of("otel.metrics.ee.live.addresses", "192.0.2.0/24"));
    assertEquals(200, exchange.status);
  }

  @Test
  void role_isAskedFor() throws IOException {
    exchange.header("Host", "localhost").path = "/data";
    exchange.login = "alice";
    exchange.role = "operator";
    serve(Map.of("otel.metrics.ee.live.role", "auditor"));
    assertEquals(403, exchange.status);
    serve(Map.of("otel.metrics.ee.live.role", "operator"));
    assertEquals(200, exchange.status);
  }

  @Test
  void head_hasNoBody() throws IOException {
    exchange.header("Host", "localhost").path = "/";
    exchange.method = "HEAD";
    serve(Map.of());
    assertEquals(200, exchange.status);
    assertEquals("", exchange.body());
  }

  @Test
  void applicationThatIsNotThereYet_isSaid() throws IOException {
    exchange.header("Host", "localhost").path = "/";
    serve(
        Map.of(),
        () -> {
          throw new IllegalStateException("no beans");
        });
    assertEquals(503, exchange.status);
  }

  @Test
  void otherMethods_areRefused() throws IOException {
    exchange.header("Host", "localhost").path = "/data";
    exchange.method = "POST";
    serve(Map.of());
    assertEquals(405, exchange.status);
  }
}
