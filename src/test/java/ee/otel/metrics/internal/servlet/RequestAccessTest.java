package ee.otel.metrics.internal.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestAccessTest {
  private static final String ADDRESSES = "otel.metrics.ee.prometheus.addresses";
  private static final String ROLE = "otel.metrics.ee.prometheus.role";

  private final FakeExchange exchange = new FakeExchange();

  private boolean allows(Map<String, String> settings) throws IOException {
    Health health = new Health(System::nanoTime);
    return new RequestAccess(ConfigReader.of(settings, health).prometheus().access(), health)
        .allows(exchange.request(), exchange.response());
  }

  @Test
  void ownMachine_isAllowedByDefault() throws IOException {
    assertTrue(allows(Map.of()));
    assertEquals(200, exchange.status);
  }

  @Test
  void otherMachine_isToldWhichKeyLetsItIn() throws IOException {
    exchange.address = "10.1.2.3";
    try (RecordedLog log = new RecordedLog()) {
      assertFalse(allows(Map.of()));
      assertEquals(403, exchange.status);
      assertEquals(
          "This address may not see metrics: see otel.metrics.ee.prometheus.addresses.\n",
          exchange.body());
      assertEquals(
          List.of(
              "Request for /shop/metrics from 10.1.2.3 refused: the address is not in"
                  + " otel.metrics.ee.prometheus.addresses."),
          log.warnings());
    }
    assertTrue(allows(Map.of(ADDRESSES, "10.0.0.0/8")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 8.8.8.8",
        "X-Forwarded-For: 127.0.0.1, 8.8.8.8",
        "X-Forwarded-For: nonsense",
        "X-Forwarded-For: 8.8.8.8:1234",
        "Forwarded: for=8.8.8.8",
        "Forwarded: proto=https;For=\"[2001:db8::1]:4711\", for=127.0.0.1",
        "Forwarded: for=_hidden"
      })
  void proxyOnTheOwnMachine_doesNotLetTheWorldIn(String header) throws IOException {
    exchange.header(
        header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 1));
    assertFalse(allows(Map.of()));
    assertEquals(403, exchange.status);
  }

  @Test
  void proxysHeader_neverLetsAStrangerIn() throws IOException {
    exchange.address = "8.8.8.8";
    exchange.header("X-Forwarded-For", "127.0.0.1");
    assertFalse(allows(Map.of()));
  }

  @Test
  void proxyAndClient_areBothAllowed() throws IOException {
    exchange.header("X-Forwarded-For", "10.1.1.1:99, [::1]:80");
    exchange.header("Forwarded", "for=\"[::1]:80\"");
    assertTrue(allows(Map.of(ADDRESSES, "127.0.0.1,::1,10.0.0.0/8")));
  }

  @Test
  void role_isNeededWhereItIsAskedFor() throws IOException {
    exchange.login = "me";
    exchange.role = "operator";
    assertTrue(allows(Map.of(ROLE, "operator")));
    assertFalse(allows(Map.of(ROLE, "admin")));
    assertEquals(403, exchange.status);
    assertEquals("Metrics are for role admin, which the caller does not have.\n", exchange.body());
  }

  @Test
  void unknownCaller_isAskedByTheContainer() throws IOException {
    assertFalse(allows(Map.of(ROLE, "operator")));
    assertEquals(401, exchange.status);
  }

  @Test
  void applicationWithoutLogin_refuses() throws IOException {
    exchange.hasLogin = false;
    assertFalse(allows(Map.of(ROLE, "operator")));
    assertEquals(403, exchange.status);
    assertTrue(exchange.body().contains("has the application a login?"));
  }

  @Test
  void hostileAddress_isPrintedHarmlessly() throws IOException {
    exchange.header("X-Forwarded-For", "1\n<script>" + "x".repeat(100));
    try (RecordedLog log = new RecordedLog()) {
      assertFalse(allows(Map.of()));
      assertTrue(
          log.warnings().get(0).contains("from 1??script?" + "x".repeat(40) + "... refused"),
          log.warnings().toString());
    }
  }
}
