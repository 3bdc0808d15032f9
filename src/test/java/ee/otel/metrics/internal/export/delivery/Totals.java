package ee.otel.metrics.internal.export.delivery;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backend makes of the requests that it took: deltas added up, of cumulative points the
 * latest.
 */
public final class Totals {
  private final Map<String, Long> values = new HashMap<>();

  public static Totals of(Collection<ExportMetricsServiceRequest> requests) {
    Totals totals = new Totals();
    for (ExportMetricsServiceRequest request : requests) {
      metrics(request).forEach(totals::take);
    }
    return totals;
  }

  public static List<Metric> metrics(ExportMetricsServiceRequest request) {
    return request.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .toList();
  }

  public static int points(ExportMetricsServiceRequest request) {
    return metrics(request).stream()
        .mapToInt(
            m ->
                m.getSum().getDataPointsCount()
                    + m.getGauge().getDataPointsCount()
                    + m.getHistogram().getDataPointsCount())
        .sum();
  }

  private void take(Metric metric) {
    switch (metric.getDataCase()) {
      case SUM -> {
        boolean delta = isDelta(metric.getSum().getAggregationTemporality());
        for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
          put(metric, point.getAttributesList(), point.getAsInt(), delta);
        }
      }
      case GAUGE -> {
        for (NumberDataPoint point : metric.getGauge().getDataPointsList()) {
          put(metric, point.getAttributesList(), point.getAsInt(), false);
        }
      }
      case HISTOGRAM -> {
        boolean delta = isDelta(metric.getHistogram().getAggregationTemporality());
        metric
            .getHistogram()
            .getDataPointsList()
            .forEach(point -> put(metric, point.getAttributesList(), point.getCount(), delta));
      }
      default -> throw new AssertionError(metric.getDataCase());
    }
  }

  private void put(Metric metric, List<KeyValue> attributes, long value, boolean delta) {
    String key = metric.getName() + attributes;
    values.merge(key, value, (before, now) -> delta ? before + now : now);
  }

  private static boolean isDelta(AggregationTemporality temporality) {
    return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  }

  /** The sum of all series of a metric; of a histogram, the number of measurements. */
  public long of(String metric) {
    return values.entrySet().stream()
        .filter(e -> e.getKey().startsWith(metric + "["))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
