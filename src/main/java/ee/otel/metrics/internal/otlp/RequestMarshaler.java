package ee.otel.metrics.internal.otlp;

import static ee.otel.metrics.internal.otlp.Field.explicit;
import static ee.otel.metrics.internal.otlp.Field.implicit;
import static ee.otel.metrics.internal.otlp.Field.repeated;

import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Names the fields of an export request, each once and the last one first, as {@link OtlpWriter}
 * wants them.
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

  private static final Field NUMBER_START =
      implicit(NumberDataPoint.START_TIME_UNIX_NANO_FIELD_NUMBER, "startTimeUnixNano");
  private static final Field NUMBER_TIME =
      implicit(NumberDataPoint.TIME_UNIX_NANO_FIELD_NUMBER, "timeUnixNano");
  private static final Field NUMBER_DOUBLE =
      explicit(NumberDataPoint.AS_DOUBLE_FIELD_NUMBER, "asDouble");
  private static final Field NUMBER_EXEMPLARS =
      repeated(NumberDataPoint.EXEMPLARS_FIELD_NUMBER, "exemplars");
  private static final Field NUMBER_INT = explicit(NumberDataPoint.AS_INT_FIELD_NUMBER, "asInt");
  private static final Field NUMBER_ATTRIBUTES =
      repeated(NumberDataPoint.ATTRIBUTES_FIELD_NUMBER, "attributes");

  private static final Field HISTOGRAM_START =
      implicit(HistogramDataPoint.START_TIME_UNIX_NANO_FIELD_NUMBER, "startTimeUnixNano");
  private static final Field HISTOGRAM_TIME =
      implicit(HistogramDataPoint.TIME_UNIX_NANO_FIELD_NUMBER, "timeUnixNano");
  private static final Field HISTOGRAM_COUNT =
      implicit(HistogramDataPoint.COUNT_FIELD_NUMBER, "count");
  private static final Field HISTOGRAM_SUM = explicit(HistogramDataPoint.SUM_FIELD_NUMBER, "sum");
  private static final Field HISTOGRAM_BUCKETS =
      implicit(HistogramDataPoint.BUCKET_COUNTS_FIELD_NUMBER, "bucketCounts");
  private static final Field HISTOGRAM_BOUNDS =
      implicit(HistogramDataPoint.EXPLICIT_BOUNDS_FIELD_NUMBER, "explicitBounds");
  private static final Field HISTOGRAM_EXEMPLARS =
      repeated(HistogramDataPoint.EXEMPLARS_FIELD_NUMBER, "exemplars");
  private static final Field HISTOGRAM_ATTRIBUTES =
      repeated(HistogramDataPoint.ATTRIBUTES_FIELD_NUMBER, "attributes");
  private static final Field HISTOGRAM_MIN = explicit(HistogramDataPoint.MIN_FIELD_NUMBER, "min");
  private static final Field HISTOGRAM_MAX = explicit(HistogramDataPoint.MAX_FIELD_NUMBER, "max");

  private static final Field EXPONENTIAL_ATTRIBUTES =
      repeated(ExponentialHistogramDataPoint.ATTRIBUTES_FIELD_NUMBER, "attributes");
  private static final Field EXPONENTIAL_START =
      implicit(
          ExponentialHistogramDataPoint.START_TIME_UNIX_NANO_FIELD_NUMBER, "startTimeUnixNano");
  private static final Field EXPONENTIAL_TIME =
      implicit(ExponentialHistogramDataPoint.TIME_UNIX_NANO_FIELD_NUMBER, "timeUnixNano");
  private static final Field EXPONENTIAL_COUNT =
      implicit(ExponentialHistogramDataPoint.COUNT_FIELD_NUMBER, "count");
  private static final Field EXPONENTIAL_SUM =
      explicit(ExponentialHistogramDataPoint.SUM_FIELD_NUMBER, "sum");
  private static final Field SCALE =
      implicit(ExponentialHistogramDataPoint.SCALE_FIELD_NUMBER, "scale");
  private static final Field ZERO_COUNT =
      implicit(ExponentialHistogramDataPoint.ZERO_COUNT_FIELD_NUMBER, "zeroCount");
  private static final Field POSITIVE =
      explicit(ExponentialHistogramDataPoint.POSITIVE_FIELD_NUMBER, "positive");
  private static final Field NEGATIVE =
      explicit(ExponentialHistogramDataPoint.NEGATIVE_FIELD_NUMBER, "negative");
  private static final Field EXPONENTIAL_EXEMPLARS =
      repeated(ExponentialHistogramDataPoint.EXEMPLARS_FIELD_NUMBER, "exemplars");
  private static final Field EXPONENTIAL_MIN =
      explicit(ExponentialHistogramDataPoint.MIN_FIELD_NUMBER, "min");
  private static final Field EXPONENTIAL_MAX =
      explicit(ExponentialHistogramDataPoint.MAX_FIELD_NUMBER, "max");
  private static final Field OFFSET = implicit(Buckets.OFFSET_FIELD_NUMBER, "offset");
  private static final Field BUCKET_COUNTS =
      implicit(Buckets.BUCKET_COUNTS_FIELD_NUMBER, "bucketCounts");

  private static final Field EXEMPLAR_TIME =
      implicit(Exemplar.TIME_UNIX_NANO_FIELD_NUMBER, "timeUnixNano");
  private static final Field EXEMPLAR_DOUBLE =
      explicit(Exemplar.AS_DOUBLE_FIELD_NUMBER, "asDouble");
  private static final Field SPAN_ID = implicit(Exemplar.SPAN_ID_FIELD_NUMBER, "spanId");
  private static final Field TRACE_ID = implicit(Exemplar.TRACE_ID_FIELD_NUMBER, "traceId");
  private static final Field EXEMPLAR_INT = explicit(Exemplar.AS_INT_FIELD_NUMBER, "asInt");
  private static final Field FILTERED_ATTRIBUTES =
      repeated(Exemplar.FILTERED_ATTRIBUTES_FIELD_NUMBER, "filteredAttributes");

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
      if (group == null || group.scope() != scope) {
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
      writeNumbers(to, SUM_POINTS, sum.points());
      to.close(SUM, opened);
    } else if (data instanceof MetricData.Gauge gauge) {
      writeNumbers(to, GAUGE_POINTS, gauge.points());
      to.close(GAUGE, opened);
    } else if (data instanceof MetricData.Histogram histogram) {
      to.putEnum(HISTOGRAM_TEMPORALITY, number(histogram.temporality()));
      writeHistograms(to, histogram.points());
      to.close(HISTOGRAM, opened);
    } else if (data instanceof MetricData.ExponentialHistogram histogram) {
      to.putEnum(EXPONENTIAL_TEMPORALITY, number(histogram.temporality()));
      writeExponentialHistograms(to, histogram.points());
      to.close(EXPONENTIAL_HISTOGRAM, opened);
    }
  }

  private static int number(Temporality temporality) {
    return switch (temporality) {
      case DELTA -> AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA_VALUE;
      case CUMULATIVE -> AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE_VALUE;
    };
  }

  private static void writeNumbers(OtlpWriter to, Field list, List<NumberPoint> all) {
    List<NumberPoint> points = indexed(all);
    to.openList();
    for (int i = points.size() - 1; i >= 0; i--) {
      NumberPoint point = points.get(i);
      int opened = to.open();
      to.putAttributes(NUMBER_ATTRIBUTES, point.attributes());
      if (point.type() == NumberType.LONG) {
        to.putSfixed64(NUMBER_INT, point.bits());
        writeExemplars(to, NUMBER_EXEMPLARS, point.exemplars());
      } else {
        writeExemplars(to, NUMBER_EXEMPLARS, point.exemplars());
        to.putDouble(NUMBER_DOUBLE, point.toDouble());
      }
      to.putFixed64(NUMBER_TIME, point.timeNanos());
      to.putFixed64(NUMBER_START, point.startNanos());
      to.close(list, opened);
    }
    to.closeList(list);
  }

  private static void writeHistograms(OtlpWriter to, List<HistogramPoint> all) {
    List<HistogramPoint> points = indexed(all);
    to.openList();
    for (int i = points.size() - 1; i >= 0; i--) {
      HistogramPoint point = points.get(i);
      int opened = to.open();
      if (point.hasMinMax()) {
        to.putDouble(HISTOGRAM_MAX, point.max());
        to.putDouble(HISTOGRAM_MIN, point.min());
      }
      to.putAttributes(HISTOGRAM_ATTRIBUTES, point.attributes());
      writeExemplars(to, HISTOGRAM_EXEMPLARS, point.exemplars());
      to.putDoubles(HISTOGRAM_BOUNDS, point.boundaries());
      to.putFixed64s(HISTOGRAM_BUCKETS, point.counts());
      if (point.hasSum()) {
        to.putDouble(HISTOGRAM_SUM, point.sum());
      }
      to.putFixed64(HISTOGRAM_COUNT, point.count());
      to.putFixed64(HISTOGRAM_TIME, point.timeNanos());
      to.putFixed64(HISTOGRAM_START, point.startNanos());
      to.close(HISTOGRAM_POINTS, opened);
    }
    to.closeList(HISTOGRAM_POINTS);
  }

  private static void writeExponentialHistograms(
      OtlpWriter to, List<ExponentialHistogramPoint> all) {
    List<ExponentialHistogramPoint> points = indexed(all);
    to.openList();
    for (int i = points.size() - 1; i >= 0; i--) {
      ExponentialHistogramPoint point = points.get(i);
      int opened = to.open();
      if (point.hasMinMax()) {
        to.putDouble(EXPONENTIAL_MAX, point.max());
        to.putDouble(EXPONENTIAL_MIN, point.min());
      }
      writeExemplars(to, EXPONENTIAL_EXEMPLARS, point.exemplars());
      writeBuckets(to, NEGATIVE, point.negative());
      writeBuckets(to, POSITIVE, point.positive());
      to.putFixed64(ZERO_COUNT, point.zeroCount());
      to.putSint32(SCALE, point.scale());
      if (point.hasSum()) {
        to.putDouble(EXPONENTIAL_SUM, point.sum());
      }
      to.putFixed64(EXPONENTIAL_COUNT, point.count());
      to.putFixed64(EXPONENTIAL_TIME, point.timeNanos());
      to.putFixed64(EXPONENTIAL_START, point.startNanos());
      to.putAttributes(EXPONENTIAL_ATTRIBUTES, point.attributes());
      to.close(EXPONENTIAL_POINTS, opened);
    }
    to.closeList(EXPONENTIAL_POINTS);
  }

  private static void writeBuckets(OtlpWriter to, Field field, ExponentialBuckets buckets) {
    if (buckets.size() == 0) {
      return;
    }
    int opened = to.open();
    to.putCounts(BUCKET_COUNTS, buckets);
    to.putSint32(OFFSET, buckets.offset());
    to.close(field, opened);
  }

  private static void writeExemplars(
      OtlpWriter to, Field list, List<ee.otel.metrics.data.Exemplar> all) {
    if (all.isEmpty()) {
      return;
    }
    List<ee.otel.metrics.data.Exemplar> exemplars = indexed(all);
    to.openList();
    for (int i = exemplars.size() - 1; i >= 0; i--) {
      ee.otel.metrics.data.Exemplar exemplar = exemplars.get(i);
      int opened = to.open();
      AttributesMarshaler.write(to, FILTERED_ATTRIBUTES, exemplar.filteredAttributes());
      if (exemplar.type() == NumberType.LONG) {
        to.putSfixed64(EXEMPLAR_INT, exemplar.bits());
      }
      if (exemplar.traceId() != null) {
        to.putId(TRACE_ID, exemplar.traceId());
      }
      if (exemplar.spanId() != null) {
        to.putId(SPAN_ID, exemplar.spanId());
      }
      if (exemplar.type() == NumberType.DOUBLE) {
        to.putDouble(EXEMPLAR_DOUBLE, exemplar.type().toDouble(exemplar.bits()));
      }
      to.putFixed64(EXEMPLAR_TIME, exemplar.timeNanos());
      to.close(list, opened);
    }
    to.closeList(list);
  }

  private static void writeOptional(OtlpWriter to, Field field, @Nullable String value) {
    if (value != null) {
      to.putString(field, value);
    }
  }

  /** The same list, in a form that can be read from its end. */
  private static <T> List<T> indexed(List<T> list) {
    return list instanceof RandomAccess ? list : new ArrayList<>(list);
  }
}
