package ee.otel.metrics.internal.prometheus;

import static ee.otel.metrics.internal.config.PrometheusConfig.TranslationStrategy.NO_TRANSLATION;
import static ee.otel.metrics.internal.config.PrometheusConfig.TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES;
import static ee.otel.metrics.internal.config.PrometheusConfig.TranslationStrategy.UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES;
import static ee.otel.metrics.internal.config.PrometheusConfig.TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.config.PrometheusConfig.TranslationStrategy;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specification: <em>OTLP Metric points to Prometheus, Metric Metadata</em>. */
class MetricNameTest {
  private static final MetricData COUNTER =
      new MetricData.Sum(List.of(), Temporality.CUMULATIVE, true);
  private static final MetricData UP_DOWN =
      new MetricData.Sum(List.of(), Temporality.CUMULATIVE, false);
  private static final MetricData GAUGE = new MetricData.Gauge(List.of());

  private static String name(
      String name, String unit, MetricData data, TranslationStrategy strategy) {
    return MetricName.of(new MetricSnapshot(Scope.named("test"), name, "", unit, data), strategy)
        .name();
  }

  private static String counter(String name, String unit) {
    return name(name, unit, COUNTER, UNDERSCORE_ESCAPING_WITH_SUFFIXES);
  }

  private static String gauge(String name, String unit) {
    return name(name, unit, GAUGE, UNDERSCORE_ESCAPING_WITH_SUFFIXES);
  }

  /** The table of <em>Interaction with Translation Strategy</em>. */
  @ParameterizedTest
  @CsvSource({
    "UNDERSCORE_ESCAPING_WITH_SUFFIXES, foo_bar_bytes_total, foo_bar_bytes_total",
    "UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES, foo_bar, foo_bar",
    "NO_UTF8_ESCAPING_WITH_SUFFIXES, foo_bar_bytes_total, foo.bar_bytes_total",
    "NO_TRANSLATION, foo_bar, foo.bar"
  })
  void strategyAndEscaping_giveTheNamesOfTheSpecification(
      TranslationStrategy strategy, String underscores, String utf8) {
    String translated = name("foo.bar", "By", COUNTER, strategy);
    assertEquals(underscores, Escaping.UNDERSCORES.metric(translated));
    assertEquals(utf8, Escaping.ALLOW_UTF_8.metric(translated));
  }

  @ParameterizedTest
  @CsvSource({
    "s, seconds",
    "ms, milliseconds",
    "us, microseconds",
    "ns, nanoseconds",
    "min, minutes",
    "h, hours",
    "d, days",
    "By, bytes",
    "KiBy, kibibytes",
    "MiBy, mebibytes",
    "GiBy, gibibytes",
    "TiBy, tebibytes",
    "kBy, kilobytes",
    "MBy, megabytes",
    "GBy, gigabytes",
    "TBy, terabytes",
    "m, meters",
    "V, volts",
    "A, amperes",
    "J, joules",
    "W, watts",
    "g, grams",
    "Cel, celsius",
    "Hz, hertz",
    "%, percent",
    "m/s, meters_per_second",
    "By/min, bytes_per_minute",
    "{request}/s, per_second",
    "By{sent}, bytes",
    "furlong, furlong",
    "a b/°C, a_b_per_C"
  })
  void unit_isAWordAtTheEnd(String unit, String word) {
    assertEquals("x_" + word, gauge("x", unit));
    assertEquals("x_" + word + "_total", counter("x", unit));
  }

  @Test
  void annotationsAndTheUnitOne_areDropped() {
    assertEquals("x", gauge("x", "{packet}"));
    assertEquals("x", gauge("x", ""));
    assertEquals("x_total", counter("x", "1"));
    assertEquals("x", name("x", "1", UP_DOWN, UNDERSCORE_ESCAPING_WITH_SUFFIXES));
    assertEquals("x_ratio", gauge("x", "1"));
  }

  @Test
  void suffixes_areAddedOnce() {
    assertEquals("x_seconds", gauge("x.seconds", "s"));
    assertEquals("x_seconds_total", counter("x.seconds", "s"));
    assertEquals("x_seconds_total", counter("x_seconds_total", "s"));
    assertEquals("x_seconds_total", counter("x.total", "s"));
    assertEquals("x_milliseconds_seconds", gauge("x.milliseconds", "s"));
    assertEquals("seconds", gauge("seconds", "s"));
    assertEquals("total_total", counter("total", ""));
    assertEquals("x.seconds", name("x.seconds", "s", GAUGE, NO_UTF8_ESCAPING_WITH_SUFFIXES));
    assertEquals("x_total", name("x.total", "", COUNTER, NO_UTF8_ESCAPING_WITH_SUFFIXES));
  }

  @Test
  void discouragedCharacters_becomeOneUnderscore() {
    assertEquals("http_server_ratio", gauge("http..server", "1"));
    assertEquals("a_b", gauge("a-/ b", ""));
    assertEquals("_2xx_total", counter("2xx", ""));
    assertEquals("a:b", gauge("a:b", ""));
    assertEquals("_", gauge("東京", ""));
    assertEquals("a_b", name("a__b", "By", GAUGE, UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES));
    assertEquals("a__b/c", name("a__b/c", "By", GAUGE, NO_TRANSLATION));
  }

  @Property(tries = 500)
  void anyName_isAClassicOneAfterUnderscores(@ForAll String name, @ForAll String unit) {
    if (!name.isEmpty()) {
      for (String translated : List.of(counter(name, unit), gauge(name, unit))) {
        assertTrue(PrometheusNaming.isValidLegacyMetricName(translated), translated);
        assertTrue(!translated.contains("__"), translated);
      }
    }
  }
}
