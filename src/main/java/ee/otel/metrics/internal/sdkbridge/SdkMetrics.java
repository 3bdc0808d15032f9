package ee.otel.metrics.internal.sdkbridge;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfoBuilder;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts metrics to the SDK's, by its public interfaces alone: the classes that implement them
 * are internal to the SDK.
 */
final class SdkMetrics {
  private SdkMetrics() {}

  /** The same metrics, in the same order. */
  static Collection<MetricData> of(
      ee.otel.metrics.data.Resource resource, List<MetricSnapshot> metrics) {
    Resource theirs = Resource.create(resource.attributes(), resource.schemaUrl());
    Map<Scope, InstrumentationScopeInfo> scopes = new HashMap<>();
    List<MetricData> converted = new ArrayList<>(metrics.size());
    for (MetricSnapshot metric : metrics) {
      Data<?> data = data(metric.data());
      converted.add(
          new SdkMetric(
              theirs,
              scopes.computeIfAbsent(metric.scope(), SdkMetrics::scope),
              metric.name(),
              metric.description(),
              metric.unit(),
              type(metric.data()),
              data));
    }
    return converted;
  }

  private record Gauge<T extends PointData>(Collection<T> getPoints) implements GaugeData<T> {}

  private record Sum<T extends PointData>(
      Collection<T> getPoints,
      boolean isMonotonic,
      AggregationTemporality getAggregationTemporality)
      implements SumData<T> {}

  private record Histogram(
      Collection<HistogramPointData> getPoints, AggregationTemporality getAggregationTemporality)
      implements HistogramData {}

  private record ExponentialHistogram(
      Collection<ExponentialHistogramPointData> getPoints,
      AggregationTemporality getAggregationTemporality)
      implements ExponentialHistogramData {}

  private static InstrumentationScopeInfo scope(Scope scope) {
    InstrumentationScopeInfoBuilder builder =
        InstrumentationScopeInfo.builder(scope.name()).setAttributes(scope.attributes());
    String version = scope.version();
    if (version != null) {
      builder.setVersion(version);
    }
    String schemaUrl = scope.schemaUrl();
    if (schemaUrl != null) {
      builder.setSchemaUrl(schemaUrl);
    }
    return builder.build();
  }

  private static Data<?> data(ee.otel.metrics.data.MetricData data) {
    if (data instanceof ee.otel.metrics.data.MetricData.Gauge gauge) {
      return new Gauge<>(SdkPoints.numbers(gauge.points()));
    }
    if (data instanceof ee.otel.metrics.data.MetricData.Sum sum) {
      return new Sum<>(
          SdkPoints.numbers(sum.points()), sum.monotonic(), temporality(sum.temporality()));
    }
    if (data instanceof ee.otel.metrics.data.MetricData.Histogram histogram) {
      return new Histogram(
          SdkPoints.histograms(histogram.points()), temporality(histogram.temporality()));
    }
    ee.otel.metrics.data.MetricData.ExponentialHistogram histogram =
        (ee.otel.metrics.data.MetricData.ExponentialHistogram) data;
    return new ExponentialHistogram(
        SdkPoints.exponentialHistograms(histogram.points()), temporality(histogram.temporality()));
  }

  private static MetricDataType type(ee.otel.metrics.data.MetricData data) {
    if (data instanceof ee.otel.metrics.data.MetricData.Gauge gauge) {
      return areLongs(gauge.points()) ? MetricDataType.LONG_GAUGE : MetricDataType.DOUBLE_GAUGE;
    }
    if (data instanceof ee.otel.metrics.data.MetricData.Sum sum) {
      return areLongs(sum.points()) ? MetricDataType.LONG_SUM : MetricDataType.DOUBLE_SUM;
    }
    return data instanceof ee.otel.metrics.data.MetricData.Histogram
        ? MetricDataType.HISTOGRAM
        : MetricDataType.EXPONENTIAL_HISTOGRAM;
  }

  /** Whether the SDK's points for them are of {@code long}s; all of a metric are of one type. */
  static boolean areLongs(List<NumberPoint> points) {
    return points.stream().allMatch(point -> point.type() == NumberType.LONG);
  }

  private static AggregationTemporality temporality(Temporality temporality) {
    return switch (temporality) {
      case CUMULATIVE -> AggregationTemporality.CUMULATIVE;
      case DELTA -> AggregationTemporality.DELTA;
    };
  }
}
