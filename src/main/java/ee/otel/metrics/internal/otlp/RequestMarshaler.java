package ee.otel.metrics.internal.otlp;

import static ee.otel.metrics.internal.otlp.Field.explicit;
import static ee.otel.metrics.internal.otlp.Field.implicit;
import static ee.otel.metrics.internal.otlp.Field.repeated;

import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names the fields of an export request around its points, each once and the last one first, as
 * {@link OtlpWriter} wants them.
 *
 * <p>Of the generated classes only constants are used, which the compiler copies: encoding loads
 * none of them.
 */
final class RequestMarshaler {
  private static final Field RESOURCE_METRICS =
      repeated(ExportMetricsServiceRequest.RESOURCE_METRICS_FIELD_NUMBER, "resourceMetrics");

  private static final Field RESOURCE = explicit(ResourceMetrics.RESOURCE_FIELD_NUMBER, "resource");
  private static final Field RESOURCE_ATTRIBUTES =
      repeated(io.opentelemetry.proto.resource.v1.Resource.ATTRIBUTES_FIELD_NUMBER, "attributes");
  private static final Field SCOPE_METRICS =
      repeated(ResourceMetrics.SCOPE_METRICS_FIELD_NUMBER, "scopeMetrics");
  private static final Field RESOURCE_SCHEMA_URL =
      implicit(ResourceMetrics.SCHEMA_URL_FIELD_NUMBER, "schemaUrl");

  private static final Field SCOPE = explicit(ScopeMetrics.SCOPE_FIELD_NUMBER, "scope");
  private static final Field SCOPE_NAME = implicit(InstrumentationScope.NAME_FIELD_NUMBER, "name");
  private static final Field SCOPE_VERSION =
      implicit(InstrumentationScope.VERSION_FIELD_NUMBER, "version");
  private static final Field SCOPE_ATTRIBUTES =
      repeated(InstrumentationScope.ATTRIBUTES_FIELD_NUMBER, "attributes");
  private static final Field METRICS = repeated(ScopeMetrics.METRICS_FIELD_NUMBER, "metrics");
  private static final Field SCOPE_SCHEMA_URL =
      implicit(ScopeMetrics.SCHEMA_URL_FIELD_NUMBER, "schemaUrl");

  private static final Field NAME = implicit(Metric.NAME_FIELD_NUMBER, "name");
  private static final Field DESCRIPTION = implicit(Metric.DESCRIPTION_FIELD_NUMBER, "description");
  private static final Field UNIT = implicit(Metric.UNIT_FIELD_NUMBER, "unit");
  private static final Field GAUGE = explicit(Metric.GAUGE_FIELD_NUMBER, "gauge");
  private static final Field SUM = explicit(Metric.SUM_FIELD_NUMBER, "sum");
  private static final Field HISTOGRAM = explicit(Metric.HISTOGRAM_FIELD_NUMBER, "histogram");
  private static final Field EXPONENTIAL_HISTOGRAM =
      explicit(Metric.EXPONENTIAL_HISTOGRAM_FIELD_NUMBER, "exponentialHistogram");

  private static final Field GAUGE_POINTS = repeated(Gauge.DATA_POINTS_FIELD_NUMBER, "dataPoints");
  private static final Field SUM_POINTS = repeated(Sum.DATA_POINTS_FIELD_NUMBER, "dataPoints");
  private static final Field SUM_TEMPORALITY =
      implicit(Sum.AGGREGATION_TEMPORALITY_FIELD_NUMBER, "aggregationTemporality");
  private static final Field SUM_MONOTONIC = implicit(Sum.IS_MONOTONIC_FIELD_NUMBER, "isMonotonic");
  private static final Field HISTOGRAM_POINTS =
      repeated(Histogram.DATA_POINTS_FIELD_NUMBER, "dataPoints");
  private static final Field HISTOGRAM_TEMPORALITY =
      implicit(Histogram.AGGREGATION_TEMPORALITY_FIELD_NUMBER, "aggregationTemporality");
  private static final Field EXPONENTIAL_POINTS =
      repeated(ExponentialHistogram.DATA_POINTS_FIELD_NUMBER, "dataPoints");
  private static final Field EXPONENTIAL_TEMPORALITY =
      implicit(ExponentialHistogram.AGGREGATION_TEMPORALITY_FIELD_NUMBER, "aggregationTemporality");

  private RequestMarshaler() {}

  static void write(OtlpWriter to, Resource resource, List<MetricSnapshot> metrics) {
    to.begin();
    to.openList();
    int resourceMetrics = to.open();
    writeOptional(to, RESOURCE_SCHEMA_URL, resource.schemaUrl());
    to.openList();
    List<ScopeGroup> groups = byScope(metrics);
    for (int i = groups.size() - 1; i >= 0; i--) {
      writeScope(to, groups.get(i));
    }
    to.closeList(SCOPE_METRICS);
    int opened = to.open();
    AttributesMarshaler.write(to, RESOURCE_ATTRIBUTES, resource.attributes());
    to.close(RESOURCE, opened);
    to.close(RESOURCE_METRICS, resourceMetrics);
    to.closeList(RESOURCE_METRICS);
    to.end();
  }

  private record ScopeGroup(Scope scope, List<MetricSnapshot> metrics) {}

  /** The metrics of each scope together; scopes in the order in which they are first met. */
  private static List<ScopeGroup> byScope(List<MetricSnapshot> metrics) {
    Map<Scope, ScopeGroup> groups = new LinkedHashMap<>();
    @Nullable ScopeGroup group = null;
    for (MetricSnapshot metric : metrics) {
      Scope scope = metric.scope();
      if (group == null || !group.scope().equals(scope)) {
        group = groups.computeIfAbsent(scope, key -> new ScopeGroup(key, new ArrayList<>()));
      }
      group.metrics().add(metric);
    }
    return new ArrayList<>(groups.values());
  }

  private static void writeScope(OtlpWriter to, ScopeGroup group) {
    Scope scope = group.scope();
    int scopeMetrics = to.open();
    writeOptional(to, SCOPE_SCHEMA_URL, scope.schemaUrl());
    to.openList();
    for (int i = group.metrics().size() - 1; i >= 0; i--) {
      writeMetric(to, group.metrics().get(i));
    }
    to.closeList(METRICS);
    int opened = to.open();
    AttributesMarshaler.write(to, SCOPE_ATTRIBUTES, scope.attributes());
    writeOptional(to, SCOPE_VERSION, scope.version());
    to.putString(SCOPE_NAME, scope.name());
    to.close(SCOPE, opened);
    to.close(SCOPE_METRICS, scopeMetrics);
  }

  private static void writeMetric(OtlpWriter to, MetricSnapshot metric) {
    int opened = to.open();
    writeData(to, metric.data());
    to.putString(UNIT, metric.unit());
    to.putString(DESCRIPTION, metric.description());
    to.putString(NAME, metric.name());
    to.close(METRICS, opened);
  }

  private static void writeData(OtlpWriter to, MetricData data) {
    int opened = to.open();
    if (data instanceof MetricData.Sum sum) {
      to.putBool(SUM_MONOTONIC, sum.monotonic());
      to.putEnum(SUM_TEMPORALITY, number(sum.temporality()));
      PointsMarshaler.writeNumbers(to, SUM_POINTS, sum.points());
      to.close(SUM, opened);
    } else if (data instanceof MetricData.Gauge gauge) {
      PointsMarshaler.writeNumbers(to, GAUGE_POINTS, gauge.points());
      to.close(GAUGE, opened);
    } else if (data instanceof MetricData.Histogram histogram) {
      to.putEnum(HISTOGRAM_TEMPORALITY, number(histogram.temporality()));
      PointsMarshaler.writeHistograms(to, HISTOGRAM_POINTS, histogram.points());
      to.close(HISTOGRAM, opened);
    } else if (data instanceof MetricData.ExponentialHistogram histogram) {
      to.putEnum(EXPONENTIAL_TEMPORALITY, number(histogram.temporality()));
      ExponentialMarshaler.write(to, EXPONENTIAL_POINTS, histogram.points());
      to.close(EXPONENTIAL_HISTOGRAM, opened);
    }
  }

  private static int number(Temporality temporality) {
    return switch (temporality) {
      case DELTA -> AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA_VALUE;
      case CUMULATIVE -> AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE_VALUE;
    };
  }

  private static void writeOptional(OtlpWriter to, Field field, @Nullable String value) {
    if (value != null) {
      to.putString(field, value);
    }
  }
}
