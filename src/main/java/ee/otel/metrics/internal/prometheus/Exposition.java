package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.config.PrometheusConfig;
import ee.otel.metrics.internal.health.Health;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Encodes metrics for Prometheus (specification: <em>Prometheus and OpenMetrics
 * Compatibility</em>). Safe from any thread.
 */
final class Exposition {
  private final Resource resource;
  private final PrometheusConfig config;
  private final Families families;

  Exposition(Resource resource, PrometheusConfig config, Health health) {
    this.resource = resource;
    this.config = config;
    this.families = new Families(config, health);
  }

  byte[] encode(List<MetricSnapshot> metrics, Format format) {
    Labels labels = new Labels(config.translationStrategy(), format.escaping());
    TextWriter writer = new TextWriter(labels, format.isOpenMetrics(), config.created());
    if (config.targetInfo() && !resource.attributes().isEmpty()) {
      writer.targetInfo(
          format.escaping().metric(Families.TARGET_INFO),
          LabelSet.of(List.of(labels.of(resource.attributes())), false).text());
    }
    families.of(metrics, resource, format.escaping()).forEach(writer::write);
    return writer.end().getBytes(StandardCharsets.UTF_8);
  }
}
