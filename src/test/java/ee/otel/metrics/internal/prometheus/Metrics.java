package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.PrometheusConfig;
import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Metrics and settings for tests. */
final class Metrics {
  static final Scope SCOPE = Scope.named("shop");
  static final Resource NOBODY = new Resource(Attributes.empty(), null);

  /** 2020-11-06T16:14:11.009Z. */
  static final long TIME = 1_604_679_251_009_000_000L;

  private static final String PREFIX = "otel.metrics.ee.prometheus.";

  private Metrics() {}

  /** Settings by the ends of their keys, without resource and scopes unless they are set. */
  static PrometheusConfig config(String... keysAndValues) {
    Map<String, String> values =
        new HashMap<>(Map.of(PREFIX + "scope.info", "false", PREFIX + "target.info", "false"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(PREFIX + keysAndValues[i], keysAndValues[i + 1]);
    }
    return ConfigReader.of(values, new Health(System::nanoTime)).prometheus();
  }

  static String text(PrometheusConfig config, Format format, MetricSnapshot... metrics) {
    return text(NOBODY, config, format, List.of(metrics));
  }

  static String text(
      Resource resource, PrometheusConfig config, Format format, List<MetricSnapshot> metrics) {
    Exposition exposition = new Exposition(resource, config, new Health(System::nanoTime));
    return new String(exposition.encode(metrics, format), StandardCharsets.UTF_8);
  }

  static Format openMetrics(Escaping escaping) {
    return new Format(Format.Type.OPEN_METRICS, escaping);
  }

  static Attributes of(String... keysAndValues) {
    var attributes = Attributes.builder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      attributes.put(AttributeKey.stringKey(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return attributes.build();
  }

  static NumberPoint point(double value, Attributes attributes, Exemplar... exemplars) {
    return new NumberPoint(
        new PointAttributes(attributes),
        TIME - 1_000_000_000,
        TIME,
        NumberType.DOUBLE,
        Double.doubleToRawLongBits(value),
        List.of(exemplars));
  }

  static MetricSnapshot counter(String name, String unit, NumberPoint... points) {
    return metric(name, unit, new MetricData.Sum(List.of(points), Temporality.CUMULATIVE, true));
  }

  static MetricSnapshot gauge(String name, String unit, NumberPoint... points) {
    return metric(name, unit, new MetricData.Gauge(List.of(points)));
  }

  static MetricSnapshot metric(String name, String unit, MetricData data) {
    return new MetricSnapshot(SCOPE, name, "About " + name, unit, data);
  }

  static MetricSnapshot histogram(String name, HistogramPoint... points) {
    return metric(name, "s", new MetricData.Histogram(List.of(points), Temporality.CUMULATIVE));
  }

  static HistogramPoint buckets(
      double[] boundaries, long[] counts, boolean hasSum, double sum, Exemplar... exemplars) {
    long count = 0;
    for (long each : counts) {
      count += each;
    }
    return new HistogramPoint(
        PointAttributes.EMPTY,
        TIME - 1_000_000_000,
        TIME,
        count,
        hasSum,
        sum,
        false,
        0,
        0,
        boundaries,
        counts,
        new ArrayList<>(List.of(exemplars)));
  }

  static Exemplar exemplar(double value, long afterMillis, Attributes filtered) {
    return new Exemplar(
        filtered,
        TIME + afterMillis * 1_000_000,
        "0af7651916cd43dd8448eb211c80319c",
        "b7ad6b7169203331",
        NumberType.DOUBLE,
        Double.doubleToRawLongBits(value));
  }
}
