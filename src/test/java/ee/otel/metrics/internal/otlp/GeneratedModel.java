package ee.otel.metrics.internal.otlp;

import com.google.protobuf.ByteString;
import ee.otel.metrics.data.Exemplar;
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
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The oracle: the same request, made with the generated builders. */
final class GeneratedModel {
  private GeneratedModel() {}

  static ExportMetricsServiceRequest request(Resource resource, List<MetricSnapshot> metrics) {
    Map<Scope, ScopeMetrics.Builder> scopes = new LinkedHashMap<>();
    for (MetricSnapshot metric : metrics) {
      scopes
          .computeIfAbsent(metric.scope(), GeneratedModel::scopeMetrics)
          .addMetrics(metric(metric));
    }
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    var resourceMetrics = request.addResourceMetricsBuilder();
    resourceMetrics.getResourceBuilder().addAllAttributes(keyValues(resource.attributes()));
    if (resource.schemaUrl() != null) {
      resourceMetrics.setSchemaUrl(clean(resource.schemaUrl()));
    }
    scopes.values().forEach(resourceMetrics::addScopeMetrics);
    return request.build();
  }

  private static ScopeMetrics.Builder scopeMetrics(Scope scope) {
    InstrumentationScope.Builder proto =
        InstrumentationScope.newBuilder()
            .setName(clean(scope.name()))
            .addAllAttributes(keyValues(scope.attributes()));
    if (scope.version() != null) {
      proto.setVersion(clean(scope.version()));
    }
    ScopeMetrics.Builder metrics = ScopeMetrics.newBuilder().setScope(proto);
    if (scope.schemaUrl() != null) {
      metrics.setSchemaUrl(clean(scope.schemaUrl()));
    }
    return metrics;
  }

  private static Metric metric(MetricSnapshot metric) {
    Metric.Builder proto =
        Metric.newBuilder()
            .setName(clean(metric.name()))
            .setDescription(clean(metric.description()))
            .setUnit(clean(metric.unit()));
    if (metric.data() instanceof MetricData.Gauge gauge) {
      proto.getGaugeBuilder();
      gauge.points().forEach(p -> proto.getGaugeBuilder().addDataPoints(number(p)));
    } else if (metric.data() instanceof MetricData.Sum sum) {
      proto
          .getSumBuilder()
          .setIsMonotonic(sum.monotonic())
          .setAggregationTemporality(temporality(sum.temporality()));
      sum.points().forEach(p -> proto.getSumBuilder().addDataPoints(number(p)));
    } else if (metric.data() instanceof MetricData.Histogram histogram) {
      proto.getHistogramBuilder().setAggregationTemporality(temporality(histogram.temporality()));
      histogram.points().forEach(p -> proto.getHistogramBuilder().addDataPoints(histogram(p)));
    } else if (metric.data() instanceof MetricData.ExponentialHistogram histogram) {
      proto
          .getExponentialHistogramBuilder()
          .setAggregationTemporality(temporality(histogram.temporality()));
      histogram
          .points()
          .forEach(p -> proto.getExponentialHistogramBuilder().addDataPoints(exponential(p)));
    } else {
      throw new AssertionError("the model lacks a kind of data: " + metric.data());
    }
    return proto.build();
  }

  private static AggregationTemporality temporality(Temporality temporality) {
    return temporality == Temporality.DELTA
        ? AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
        : AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
  }

  private static NumberDataPoint number(NumberPoint point) {
    NumberDataPoint.Builder proto =
        NumberDataPoint.newBuilder()
            .addAllAttributes(keyValues(point.attributes().attributes()))
            .setStartTimeUnixNano(point.startNanos())
            .setTimeUnixNano(point.timeNanos())
            .addAllExemplars(exemplars(point.exemplars()));
    return point.type() == NumberType.LONG
        ? proto.setAsInt(point.bits()).build()
        : proto.setAsDouble(point.toDouble()).build();
  }

  private static HistogramDataPoint histogram(HistogramPoint point) {
    HistogramDataPoint.Builder proto =
        HistogramDataPoint.newBuilder()
            .addAllAttributes(keyValues(point.attributes().attributes()))
            .setStartTimeUnixNano(point.startNanos())
            .setTimeUnixNano(point.timeNanos())
            .setCount(point.count())
            .addAllExemplars(exemplars(point.exemplars()));
    for (long count : point.counts()) {
      proto.addBucketCounts(count);
    }
    for (double boundary : point.boundaries()) {
      proto.addExplicitBounds(boundary);
    }
    if (point.hasSum()) {
      proto.setSum(point.sum());
    }
    if (point.hasMinMax()) {
      proto.setMin(point.min()).setMax(point.max());
    }
    return proto.build();
  }

  private static ExponentialHistogramDataPoint exponential(ExponentialHistogramPoint point) {
    ExponentialHistogramDataPoint.Builder proto =
        ExponentialHistogramDataPoint.newBuilder()
            .addAllAttributes(keyValues(point.attributes().attributes()))
            .setStartTimeUnixNano(point.startNanos())
            .setTimeUnixNano(point.timeNanos())
            .setScale(point.scale())
            .setCount(point.count())
            .setZeroCount(point.zeroCount())
            .addAllExemplars(exemplars(point.exemplars()));
    if (point.positive().counts().length > 0) {
      proto.setPositive(buckets(point.positive()));
    }
    if (point.negative().counts().length > 0) {
      proto.setNegative(buckets(point.negative()));
    }
    if (point.hasSum()) {
      proto.setSum(point.sum());
    }
    if (point.hasMinMax()) {
      proto.setMin(point.min()).setMax(point.max());
    }
    return proto.build();
  }

  private static ExponentialHistogramDataPoint.Buckets buckets(ExponentialBuckets buckets) {
    var proto = ExponentialHistogramDataPoint.Buckets.newBuilder().setOffset(buckets.offset());
    for (long count : buckets.counts()) {
      proto.addBucketCounts(count);
    }
    return proto.build();
  }

  private static List<io.opentelemetry.proto.metrics.v1.Exemplar> exemplars(
      List<Exemplar> exemplars) {
    return exemplars.stream()
        .map(
            exemplar -> {
              var proto =
                  io.opentelemetry.proto.metrics.v1.Exemplar.newBuilder()
                      .addAllFilteredAttributes(keyValues(exemplar.filteredAttributes()))
                      .setTimeUnixNano(exemplar.timeNanos());
              if (exemplar.traceId() != null) {
                proto.setTraceId(id(exemplar.traceId()));
              }
              if (exemplar.spanId() != null) {
                proto.setSpanId(id(exemplar.spanId()));
              }
              return exemplar.type() == NumberType.LONG
                  ? proto.setAsInt(exemplar.bits()).build()
                  : proto.setAsDouble(Double.longBitsToDouble(exemplar.bits())).build();
            })
        .toList();
  }

  private static ByteString id(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  static List<KeyValue> keyValues(Attributes attributes) {
    List<KeyValue> keyValues = new ArrayList<>();
    attributes.forEach(
        (key, value) ->
            keyValues.add(
                KeyValue.newBuilder().setKey(clean(key.getKey())).setValue(any(value)).build()));
    return keyValues;
  }

  private static AnyValue any(@Nullable Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value == null) {
      return any.build();
    } else if (value instanceof String string) {
      any.setStringValue(clean(string));
    } else if (value instanceof Boolean bool) {
      any.setBoolValue(bool);
    } else if (value instanceof Long number) {
      any.setIntValue(number);
    } else if (value instanceof Double number) {
      any.setDoubleValue(number);
    } else if (value instanceof ByteBuffer bytes) {
      any.setBytesValue(ByteString.copyFrom(bytes.duplicate()));
    } else if (value instanceof List<?> list && isKeyValues(list)) {
      KeyValueList.Builder keyValues = any.getKvlistValueBuilder();
      for (Object element : list) {
        var keyValue = (io.opentelemetry.api.common.KeyValue) element;
        keyValues.addValues(
            KeyValue.newBuilder()
                .setKey(clean(keyValue.getKey()))
                .setValue(any(keyValue.getValue())));
      }
    } else if (value instanceof List<?> list) {
      ArrayValue.Builder array = any.getArrayValueBuilder();
      list.forEach(element -> array.addValues(any(element)));
    } else if (value instanceof Value<?> wrapped) {
      return switch (wrapped.getType()) {
        case EMPTY -> any.build();
        case KEY_VALUE_LIST -> {
          any.getKvlistValueBuilder();
          yield ((List<?>) wrapped.getValue()).isEmpty() ? any.build() : any(wrapped.getValue());
        }
        default -> any(wrapped.getValue());
      };
    } else {
      throw new AssertionError("the model lacks a type of value: " + value.getClass());
    }
    return any.build();
  }

  private static boolean isKeyValues(List<?> list) {
    return !list.isEmpty() && list.get(0) instanceof io.opentelemetry.api.common.KeyValue;
  }

  /** Protobuf's strings have no unpaired surrogates. */
  private static String clean(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
