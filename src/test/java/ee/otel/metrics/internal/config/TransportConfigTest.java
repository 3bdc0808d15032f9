package ee.otel.metrics.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.config.TransportConfig.ProxyConfig;
import ee.otel.metrics.internal.health.RecordedLog;
import ee.otel.metrics.internal.tls.TlsFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportConfigTest {
  private final RecordedLog log = new RecordedLog();
  private final Settings settings = new Settings();
  private final ConfigReader reader = settings.reader();

  @AfterEach
  void close() {
    log.close();
  }

  @ParameterizedTest
  @CsvSource({
    "http://c:4318, http://c:4318/v1/metrics",
    "http://c:4318/, http://c:4318/v1/metrics",
    "HTTP://c/otlp, http://c/otlp/v1/metrics",
    "https://c/otlp/, https://c/otlp/v1/metrics",
    "https://c/otlp?key=1#x, https://c/otlp/v1/metrics?key=1",
    "http://[::1]:4318, http://[::1]:4318/v1/metrics",
    "http://otel_collector:4318, http://otel_collector:4318/v1/metrics",
    "http://c/%20a, http://c/%20a/v1/metrics",
  })
  void baseEndpoint_getsThePathOfTheSignal(String base, String expected) {
    settings.set("otel.exporter.otlp.endpoint", base);

    assertEquals(expected, reader.transport().endpoint().toString());
    assertEquals(List.of(), log.warnings());
  }

  @ParameterizedTest
  @CsvSource({
    "http://c:4318, http://c:4318/",
    "http://c:4318/, http://c:4318/",
    "http://c:4318/own, http://c:4318/own",
    "http://c:4318/own/, http://c:4318/own/",
    "http://c?x=1, http://c/?x=1",
  })
  void metricsEndpoint_isTakenAsItIs(String given, String expected) {
    settings.set("otel.exporter.otlp.metrics.endpoint", given);
    settings.set("otel.exporter.otlp.endpoint", "http://elsewhere");

    assertEquals(expected, reader.transport().endpoint().toString());
  }

  @Test
  void badMetricsEndpoint_leavesTheGeneralOne() {
    settings.set("otel.exporter.otlp.metrics.endpoint", "collector");
    settings.set("otel.exporter.otlp.endpoint", "http://general");

    assertEquals("http://general/v1/metrics", reader.transport().endpoint().toString());
  }

  @Test
  void userInfoInTheEndpoint_isLeftOutAndNeverShown() {
    settings.set("otel.exporter.otlp.endpoint", "http://me:s3cret@c:4318");

    assertEquals("http://c:4318/v1/metrics", reader.transport().endpoint().toString());
    assertEquals(1, log.warnings().size());
    assertFalse(log.warnings().get(0).contains("s3cret"));
    assertTrue(log.warnings().get(0).contains("authorization="), log.warnings().get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "htp://me:s3cret@c:4318, htp://***@c:4318",
    "me:s3cret@c, ***@c",
    "http://c:port/?token=s3cret, http://c:port/?***",
    "http://c:port/#s3cret@, http://c:port/?***",
  })
  void badEndpoint_isShownWithoutSecrets(String bad, String shown) {
    settings.set("otel.exporter.otlp.endpoint", bad);
    reader.transport();

    assertEquals(
        List.of(
            "otel.exporter.otlp.endpoint = \""
                + shown
                + "\" is not a URL such as http://host:4318 or https://host;"
                + " the default http://localhost:4318 is used, and no headers are sent there"),
        log.warnings());
  }

  @Test
  void metricsForm_winsOverTheGeneralOne() {
    settings.set("otel.exporter.otlp.timeout", "1000");
    settings.set("otel.exporter.otlp.metrics.timeout", "2000");
    settings.set("otel.exporter.otlp.headers", "general=1");
    settings.set("otel.exporter.otlp.metrics.headers", "own=2");

    assertEquals(Duration.ofSeconds(2), reader.transport().timeout());
    assertEquals(Map.of("own", "2"), reader.transport().headers());
  }

  @Test
  void badMetricsForm_leavesTheGeneralOne() {
    settings.set("otel.exporter.otlp.timeout", "1000");
    settings.set("otel.exporter.otlp.metrics.timeout", "x");

    assertEquals(Duration.ofSeconds(1), reader.transport().timeout());
    assertTrue(
        log.warnings()
            .get(0)
            .endsWith("; otel.exporter.otlp.timeout counts instead, or else the default"),
        log.warnings().get(0));
  }

  @Test
  void timeoutOfZero_isNoLimit() {
    settings.set("otel.exporter.otlp.timeout", "0");

    assertEquals(Duration.ofMillis(Integer.MAX_VALUE), reader.transport().timeout());
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void headers_keepTheirOrderAndTheLaterOfTwo() {
    settings.set(
        "otel.exporter.otlp.headers", "b=1 , a = 2 , B=3,,Authorization=Basic%20dXNlcjpwdw==,");

    assertEquals(
        List.of("a=2", "B=3", "Authorization=Basic dXNlcjpwdw=="),
        reader.transport().headers().entrySet().stream().map(Object::toString).toList());
    assertEquals(List.of(), log.warnings());
  }

  @Test
  void badHeader_isLeftOutAndOnlyItsPlaceIsNamed() {
    settings.set("otel.exporter.otlp.headers", "a=1,s3cret,b=2,c=s3cret%");

    assertEquals(Map.of("a", "1", "b", "2"), reader.transport().headers());
    assertEquals(
        List.of(
            "otel.exporter.otlp.headers:"
                + " pair 2 is not name=value, percent-encoded, and is left out;"
                + " pair 4 is not name=value, percent-encoded, and is left out"),
        log.warnings());
  }

  @Test
  void clientKeyWithoutCertificate_isIgnoredWithOneWarning() {
    settings.set("otel.exporter.otlp.client.key", "/key.pem");

    reader.transport();
    assertEquals(new TlsFiles(null, null, null), reader.transport().tls());
    assertEquals(
        List.of(
            "otel.exporter.otlp.client.key and otel.exporter.otlp.client.certificate:"
                + " one without the other is ignored; set both"),
        log.warnings());
  }

  @Test
  void toString_showsNoSecret() {
    settings
        .set("otel.exporter.otlp.endpoint", "http://me:s3cret@c?token=s3cret")
        .set("otel.exporter.otlp.headers", "api-key=s3cret")
        .set("otel.metrics.ee.proxy.host", "proxy")
        .set("otel.metrics.ee.proxy.user", "s3cret")
        .set("otel.metrics.ee.proxy.password", "s3cret");

    String text = reader.transport().toString();

    assertFalse(text.contains("s3cret"), text);
    assertTrue(text.contains("http://c/v1/metrics?***"), text);
    assertTrue(text.contains("api-key"), text);
    assertTrue(text.contains("proxy:3128, with credentials"), text);
  }

  @Test
  void credentialsOfTheProxy_areForHttpOnly() {
    settings
        .set("otel.exporter.otlp.endpoint", "https://collector")
        .set("otel.metrics.ee.proxy.host", "proxy")
        .set("otel.metrics.ee.proxy.user", "me")
        .set("otel.metrics.ee.proxy.password", "s3cret");

    assertEquals(new ProxyConfig("proxy", 3128, null, null), reader.transport().proxy());
    assertEquals(new ProxyConfig("proxy", 3128, null, null), reader.transport().proxy());
    assertEquals(1, log.warnings().size());
    String warning = log.warnings().get(0);
    assertTrue(warning.startsWith("otel.metrics.ee.proxy.user: for an https endpoint"), warning);
    assertFalse(warning.contains("s3cret"), warning);

    settings.set("otel.exporter.otlp.endpoint", "http://collector");
    assertEquals(new ProxyConfig("proxy", 3128, "me", "s3cret"), reader.transport().proxy());
  }

  @Test
  void changedSince_namesTheKeysThatWereSetAndHidesSecrets() {
    TransportConfig before = reader.transport();
    settings
        .set("otel.exporter.otlp.endpoint", "http://other")
        .set("otel.exporter.otlp.metrics.headers", "api-key=s3cret")
        .set("otel.exporter.otlp.certificate", "/ca.pem")
        .set("otel.metrics.ee.proxy.host", "proxy")
        .set("otel.metrics.ee.max.export.batch.size", "7");

    assertEquals(
        List.of(
            "otel.exporter.otlp.endpoint=http://other/v1/metrics",
            "otel.exporter.otlp.metrics.headers=***",
            "otel.exporter.otlp.certificate=/ca.pem",
            "otel.metrics.ee.proxy.host=proxy",
            "otel.metrics.ee.max.export.batch.size=7"),
        reader.transport().changedSince(before));
    assertEquals(List.of(), reader.transport().changedSince(reader.transport()));
  }

  @Test
  void changedSince_namesTheKeyOfTheEndpointThatCounts() {
    TransportConfig before = reader.transport();
    settings
        .set("otel.exporter.otlp.endpoint", "http://general")
        .set("otel.exporter.otlp.metrics.endpoint", "http://me:s3cret@metrics/a?token=s3cret");
    assertEquals(
        List.of("otel.exporter.otlp.metrics.endpoint=http://metrics/a?***"),
        reader.transport().changedSince(before));
    settings.set("otel.metrics.ee.endpoint", "http://own/b");
    assertEquals(
        List.of("otel.metrics.ee.endpoint=http://own/b"), reader.transport().changedSince(before));
  }

  @Test
  void endpoint_ofOurOwnKeyWins() {
    settings
        .set("otel.exporter.otlp.endpoint", "http://general")
        .set("otel.exporter.otlp.metrics.endpoint", "http://metrics/m")
        .set("otel.metrics.ee.endpoint", "http://own/o");
    assertEquals("http://own/o", reader.transport().endpoint().toString());
  }

  @Test
  void endpointThatIsInvalid_getsNoHeadersElsewhere() {
    settings.set("otel.exporter.otlp.headers", "authorization=s3cret");
    for (String key :
        List.of(
            "otel.metrics.ee.endpoint",
            "otel.exporter.otlp.metrics.endpoint",
            "otel.exporter.otlp.endpoint")) {
      settings.set(key, "collector:4318");
      TransportConfig config = reader.transport();
      assertEquals("http://localhost:4318/v1/metrics", config.endpoint().toString());
      assertTrue(config.endpointIsSubstitute());
      assertEquals(Map.of(), config.headers());
      String said = log.warnings().get(log.warnings().size() - 1);
      assertTrue(said.contains(key) && said.contains("http://localhost:4318"), said);
      assertTrue(said.endsWith("no headers are sent there"), said);

      settings.set(key, "http://user:secret@collector:4318/");
      assertFalse(reader.transport().endpointIsSubstitute());
      assertEquals(Map.of("authorization", "s3cret"), reader.transport().headers());
      settings.set(key, "");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://otel_collector:4318/v1/metrics, otel_collector, 4318",
    "http://otlp.1234-ns/v1/metrics, otlp.1234-ns, 80",
    "https://collector.1, collector.1, 443",
    "http://[fe80::1%25eth0]:4318/, fe80::1%eth0, 4318",
    "http://[::1]/, ::1, 80",
    "http://localhost:/, localhost, 80",
  })
  void hostAndPort_areThoseOfTheEndpointAsGiven(String endpoint, String host, int port) {
    settings.set("otel.exporter.otlp.metrics.endpoint", endpoint);
    assertEquals(host, reader.transport().host());
    assertEquals(port, reader.transport().port());
  }

  @Test
  void doubleSlash_isKept() {
    settings.set("otel.exporter.otlp.metrics.endpoint", "http://collector//double//v1");
    assertEquals("http://collector//double//v1", reader.transport().endpoint().toString());
  }

  @Test
  void changedSince_seesEveryComponent() {
    TransportConfig before = reader.transport();
    settings
        .set("otel.exporter.otlp.endpoint", "http://other")
        .set("otel.exporter.otlp.headers", "a=b")
        .set("otel.exporter.otlp.compression", "gzip")
        .set("otel.exporter.otlp.protocol", "http/json")
        .set("otel.exporter.otlp.timeout", "1")
        .set("otel.exporter.otlp.certificate", "/ca.pem")
        .set("otel.metrics.ee.proxy.host", "proxy")
        .set("otel.metrics.ee.max.request.bytes", "2000")
        .set("otel.metrics.ee.max.response.bytes", "2000")
        .set("otel.metrics.ee.max.export.batch.size", "7")
        .set("otel.metrics.ee.user.agent.prefix", "x")
        .set("otel.metrics.ee.unknown.fate", "at_most_once");

    assertEquals(
        TransportConfig.class.getRecordComponents().length - 2, // where the endpoint came from
        reader.transport().changedSince(before).size());
  }
}
