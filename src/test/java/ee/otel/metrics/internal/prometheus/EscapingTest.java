package ee.otel.metrics.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Prometheus: <em>UTF-8 escaping schemes</em>; its Java library is the judge. */
class EscapingTest {
  @Test
  void documentedExamples_areEscapedAsDocumented() {
    assertEquals(
        "metric_name_with_slashes", Escaping.UNDERSCORES.metric("metric.name/with/slashes"));
    assertEquals("metric_dot_name", Escaping.DOTS.metric("metric.name"));
    assertEquals("U__metric_2e_name", Escaping.VALUES.metric("metric.name"));
    assertEquals("metric.name", Escaping.ALLOW_UTF_8.metric("metric.name"));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("ab_:.9/").ofMinLength(1).ofMaxLength(12),
        Arbitraries.strings().ofMinLength(1).ofMaxLength(12).map(Text::clean));
  }

  @Property(tries = 500)
  void metric_isEscapedAsByTheLibrary(@ForAll("names") String name) {
    assertEquals(
        PrometheusNaming.escapeName(name, EscapingScheme.UNDERSCORE_ESCAPING),
        Escaping.UNDERSCORES.metric(name));
    assertEquals(
        PrometheusNaming.escapeName(name, EscapingScheme.DOTS_ESCAPING),
        Escaping.DOTS.metric(name));
    assertEquals(
        PrometheusNaming.escapeName(name, EscapingScheme.VALUE_ENCODING_ESCAPING),
        Escaping.VALUES.metric(name));
  }

  @Property(tries = 500)
  void label_isAClassicName(@ForAll("names") String name) {
    for (Escaping escaping :
        new Escaping[] {Escaping.UNDERSCORES, Escaping.DOTS, Escaping.VALUES}) {
      String escaped = escaping.label(name);
      assertTrue(PrometheusNaming.isValidLegacyLabelName(escaped), escaped);
    }
  }

  @Property(tries = 500)
  void classicNames_areThoseOfTheLibrary(@ForAll("names") String name) {
    assertEquals(PrometheusNaming.isValidLegacyMetricName(name), Escaping.isClassic(name, true));
    assertEquals(PrometheusNaming.isValidLegacyLabelName(name), Escaping.isClassic(name, false));
  }
}
