package ee.otel.metrics.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.config.PrometheusConfig.TranslationStrategy;
import ee.otel.metrics.internal.health.RecordedLog;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusConfigTest {
  private static final String PREFIX = "otel.metrics.ee.prometheus.";

  private static PrometheusConfig with(String key, String value) {
    return new Settings().set(PREFIX + key, value).reader().prometheus();
  }

  @Test
  void defaults_areThoseOfTheSpecificationForThisMachineOnly() {
    PrometheusConfig config = new Settings().reader().prometheus();
    assertEquals("/metrics", config.path());
    assertEquals(
        TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES, config.translationStrategy());
    assertTrue(config.scopeInfo());
    assertTrue(config.targetInfo());
    assertFalse(config.created());
    assertFalse(config.isConstantLabel("service.name"));
    assertEquals(Optional.empty(), config.access().role());
    for (String own : List.of("127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1", "[::1]")) {
      assertTrue(config.access().allows(own), own);
    }
    for (String other : List.of("10.0.0.1", "::2", "localhost", "", "::ffff:10.0.0.1")) {
      assertFalse(config.access().allows(other), other);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "scrape, /scrape",
    "/a/b-c, /a/b-c",
    "/a b, /metrics",
    "/, /metrics",
    "/x/*, /metrics"
  })
  void path_isOneBelowTheContextRoot(String value, String path) {
    try (RecordedLog log = new RecordedLog()) {
      assertEquals(path, with("path", value).path());
      assertEquals(path.equals("/metrics") ? 1 : 0, log.warnings().size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, 11.0.0.1",
    "10.1.2.3, 10.1.2.3, 10.1.2.4",
    "192.168.1.128/25, 192.168.1.200, 192.168.1.100",
    "2001:db8::/33, 2001:db8:7fff::1, 2001:db8:8000::1",
    "fe80::/10, fe80::1%eth0, 10.0.0.1",
    "10.0.0.0/8, ::ffff:10.1.1.1, ::ffff:11.1.1.1"
  })
  void addresses_areRanges(String range, String within, String outside) {
    AccessConfig access = with("addresses", range).access();
    assertTrue(access.allows(within));
    assertFalse(access.allows(outside));
  }

  @Test
  void star_isEveryAddressAndNothingElse() {
    AccessConfig access = with("addresses", "*").access();
    assertTrue(access.allows("8.8.8.8"));
    assertTrue(access.allows("2001:db8::1"));
    assertFalse(access.allows("unknown"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "10.0.0.0/33", "10.0.0", "1", "::1/129", "10.0.0.0/x", "300.1.1.1"})
  void badAddress_letsNobodyInAndIsSaid(String value) {
    try (RecordedLog log = new RecordedLog()) {
      AccessConfig access = with("addresses", value + ",10.9.9.9").access();
      assertTrue(access.allows("10.9.9.9"));
      assertFalse(access.allows("127.0.0.1"));
      assertEquals(
          List.of(
              "otel.metrics.ee.prometheus.addresses: \""
                  + value
                  + "\" is no address in digits, such as 10.0.0.0/8, and lets nobody in"),
          log.warnings());
    }
  }

  @Test
  void strategy_isReadWithoutRegardToCase() {
    assertEquals(
        TranslationStrategy.NO_TRANSLATION,
        with("translation.strategy", "NoTranslation").translationStrategy());
  }

  @Test
  void constantLabels_areIncludedWithoutTheExcluded() {
    PrometheusConfig config =
        new Settings()
            .set(PREFIX + "resource.constant.labels.included", "service.*, host.id")
            .set(PREFIX + "resource.constant.labels.excluded", "service.instance.*")
            .reader()
            .prometheus();
    assertTrue(config.isConstantLabel("service.name"));
    assertTrue(config.isConstantLabel("host.id"));
    assertFalse(config.isConstantLabel("host.identity"));
    assertFalse(config.isConstantLabel("service.instance.id"));
  }
}
