package ee.otel.metrics.internal.live;

import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import java.util.Arrays;
import java.util.List;

/**
 * The identity of a metric on the page.
 *
 * @param resource the number of the resource
 * @param kind one of gauge, sum, histogram and exponential
 * @param delta whether each point stands for an interval of its own
 * @param boundaries of a histogram with explicit buckets
 */
record MetricKey(
    int resource,
    Scope scope,
    String name,
    String unit,
    String description,
    String kind,
    boolean monotonic,
    boolean delta,
    List<Double> boundaries) {

  static MetricKey of(int resource, MetricSnapshot metric) {
    MetricData data = metric.data();
    String kind;
    boolean monotonic = false;
    List<Double> boundaries = List.of();
    if (data instanceof MetricData.Sum sum) {
      kind = "sum";
      monotonic = sum.monotonic();
    } else if (data instanceof MetricData.Histogram histogram) {
      kind = "histogram";
      boundaries = boundaries(histogram.points());
    } else if (data instanceof MetricData.ExponentialHistogram) {
      kind = "exponential";
    } else {
      kind = "gauge";
    }
    return new MetricKey(
        resource,
        metric.scope(),
        metric.name(),
        metric.unit(),
        metric.description(),
        kind,
        monotonic,
        data.temporality() == Temporality.DELTA,
        boundaries);
  }

  private static List<Double> boundaries(List<HistogramPoint> points) {
    return points.isEmpty()
        ? List.of()
        : Arrays.stream(points.get(0).boundaries()).boxed().toList();
  }

  /** Writes this metric for the page. */
  void write(Json json, int id) {
    json.object();
    json.name("id").value(id);
    json.name("resource").value(resource);
    json.name("scope").value(scope.name());
    String version = scope.version();
    json.name("scopeVersion").value(version == null ? "" : version);
    AttributesJson.write(json.name("scopeAttributes"), scope.attributes());
    json.name("name").value(name);
    json.name("unit").value(unit);
    json.name("description").value(description);
    json.name("kind").value(kind);
    json.name("monotonic").value(monotonic);
    json.name("delta").value(delta);
    json.name("boundaries").array();
    boundaries.forEach(json::value);
    json.endArray();
    json.endObject();
  }
}
