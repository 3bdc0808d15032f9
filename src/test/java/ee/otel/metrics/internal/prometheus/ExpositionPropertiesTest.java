package ee.otel.metrics.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.config.PrometheusConfig;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.otlp.SnapshotArbitraries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** Whatever the records hold, what is scraped can be read. */
class ExpositionPropertiesTest {
  private static final List<String> STRATEGIES =
      List.of(
          "UnderscoreEscapingWithSuffixes",
          "UnderscoreEscapingWithoutSuffixes",
          "NoUTF8EscapingWithSuffixes",
          "NoTranslation");

  @Property(tries = 100)
  @Domain(SnapshotArbitraries.class)
  void anyMetrics_canBeRead(@ForAll Resource resource, @ForAll List<MetricSnapshot> metrics) {
    for (String strategy : STRATEGIES) {
      PrometheusConfig config =
          Metrics.config(
              "translation.strategy", strategy,
              "scope.info", "true",
              "target.info", "true",
              "created", "true",
              "resource.constant.labels.included", "k1*");
      for (Escaping escaping : Escaping.values()) {
        for (Format.Type type : Format.Type.values()) {
          Exposition exposition = new Exposition(resource, config, Health.silent());
          String text =
              new String(
                  exposition.encode(metrics, new Format(type, escaping)), StandardCharsets.UTF_8);
          Scraped.of(text);
          assertTrue(text.indexOf(0) < 0);
          assertEquals(type == Format.Type.OPEN_METRICS, text.endsWith("# EOF\n"));
          if (escaping != Escaping.ALLOW_UTF_8) {
            assertTrue(!text.startsWith("{") && !text.contains("\n{\""), text);
          }
        }
      }
    }
  }
}
