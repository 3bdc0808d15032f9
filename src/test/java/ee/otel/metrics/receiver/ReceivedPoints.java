package ee.otel.metrics.receiver;

import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metrics of OTLP's messages in our own records. */
final class ReceivedPoints {
  private ReceivedPoints() {}

  static Resource resource(io.opentelemetry.proto.resource.v1.Resource resource) {
    return new Resource(attributes(resource.getAttributesList()), null);
  }

  /** One metric, or none where it is of a kind that is not known. */
  static List<MetricSnapshot> metrics(InstrumentationScope scope, Metric metric) {
    MetricData data = data(metric);
    if (data == null || data.points().isEmpty()) {
      return List.of();
    }
    Scope ours =
        new Scope(
            scope.getName(),
            scope.getVersion().isEmpty() ? null : scope.getVersion(),
            null,
            attributes(scope.getAttributesList()));
    return List.of(
        new MetricSnapshot(
            ours, metric.getName(), metric.getDescription(), metric.getUnit(), data));
  }

  private static @Nullable MetricData data(Metric metric) {
    return switch (metric.getDataCase()) {
      case GAUGE -> new MetricData.Gauge(numbers(metric.getGauge().getDataPointsList()));
      case SUM ->
          new MetricData.Sum(
              numbers(metric.getSum().getDataPointsList()),
              temporality(metric.getSum().getAggregationTemporality()),
              metric.getSum().getIsMonotonic());
      case HISTOGRAM ->
          new MetricData.Histogram(
              metric.getHistogram().getDataPointsList().stream()
                  .map(ReceivedPoints::histogram)
                  .toList(),
              temporality(metric.getHistogram().getAggregationTemporality()));
      case EXPONENTIAL_HISTOGRAM ->
          new MetricData.ExponentialHistogram(
              metric.getExponentialHistogram().getDataPointsList().stream()
                  .map(ReceivedPoints::exponential)
                  .toList(),
              temporality(metric.getExponentialHistogram().getAggregationTemporality()));
      case SUMMARY -> new MetricData.Gauge(quantiles(metric.getSummary().getDataPointsList()));
      case DATA_NOT_SET -> null;
    };
  }

  private static Temporality temporality(AggregationTemporality temporality) {
    return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
        ? Temporality.DELTA
        : Temporality.CUMULATIVE;
  }

  private static List<NumberPoint> numbers(List<NumberDataPoint> points) {
    return points.stream().map(ReceivedPoints::number).toList();
  }

  private static NumberPoint number(NumberDataPoint point) {
    boolean whole = point.hasAsInt();
    return new NumberPoint(
        new PointAttributes(attributes(point.getAttributesList())),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        whole ? NumberType.LONG : NumberType.DOUBLE,
        whole ? point.getAsInt() : Double.doubleToRawLongBits(point.getAsDouble()),
        exemplars(point.getExemplarsList()));
  }

  /** A summary has no place in our records: each quantile is a gauge's value. */
  private static List<NumberPoint> quantiles(List<SummaryDataPoint> points) {
    List<NumberPoint> all = new ArrayList<>();
    for (SummaryDataPoint point : points) {
      Attributes its = attributes(point.getAttributesList());
      point
          .getQuantileValuesList()
          .forEach(
              quantile ->
                  all.add(
                      new NumberPoint(
                          new PointAttributes(
                              its.toBuilder().put("quantile", quantile.getQuantile()).build()),
                          point.getStartTimeUnixNano(),
                          point.getTimeUnixNano(),
                          NumberType.DOUBLE,
                          Double.doubleToRawLongBits(quantile.getValue()),
                          List.of())));
    }
    return all;
  }

  private static HistogramPoint histogram(HistogramDataPoint point) {
    return new HistogramPoint(
        new PointAttributes(attributes(point.getAttributesList())),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        point.getCount(),
        point.hasSum(),
        point.getSum(),
        point.hasMin() && point.hasMax(),
        point.getMin(),
        point.getMax(),
        point.getExplicitBoundsList().stream().mapToDouble(Double::doubleValue).toArray(),
        counts(point.getBucketCountsList()),
        exemplars(point.getExemplarsList()));
  }

  private static ExponentialHistogramPoint exponential(ExponentialHistogramDataPoint point) {
    return new ExponentialHistogramPoint(
        new PointAttributes(attributes(point.getAttributesList())),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        point.getScale(),
        point.getCount(),
        point.getZeroCount(),
        point.hasSum(),
        point.getSum(),
        point.hasMin() && point.hasMax(),
        point.getMin(),
        point.getMax(),
        buckets(point.getPositive()),
        buckets(point.getNegative()),
        exemplars(point.getExemplarsList()));
  }

  private static ExponentialBuckets buckets(ExponentialHistogramDataPoint.Buckets buckets) {
    return ExponentialBuckets.of(buckets.getOffset(), counts(buckets.getBucketCountsList()));
  }

  private static long[] counts(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).toArray();
  }

  /** A delta added to what was there before; the later one alone where they do not fit together. */
  static Point sum(Point before, Point delta) {
    if (before instanceof NumberPoint a && delta instanceof NumberPoint b) {
      boolean whole = a.type() == NumberType.LONG && b.type() == NumberType.LONG;
      return new NumberPoint(
          a.attributes(),
          a.startNanos(),
          b.timeNanos(),
          whole ? NumberType.LONG : NumberType.DOUBLE,
          whole ? a.bits() + b.bits() : Double.doubleToRawLongBits(a.toDouble() + b.toDouble()),
          b.exemplars());
    }
    if (before instanceof HistogramPoint a
        && delta instanceof HistogramPoint b
        && Arrays.equals(a.boundaries(), b.boundaries())) {
      long[] counts = b.counts().clone();
      Arrays.setAll(counts, i -> counts[i] + a.counts()[i]);
      return new HistogramPoint(
          a.attributes(),
          a.startNanos(),
          b.timeNanos(),
          a.count() + b.count(),
          a.hasSum() && b.hasSum(),
          a.sum() + b.sum(),
          a.hasMinMax() && b.hasMinMax(),
          Math.min(a.min(), b.min()),
          Math.max(a.max(), b.max()),
          b.boundaries(),
          counts,
          b.exemplars());
    }
    if (before instanceof ExponentialHistogramPoint a
        && delta instanceof ExponentialHistogramPoint b) {
      int scale = Math.min(a.scale(), b.scale());
      return new ExponentialHistogramPoint(
          a.attributes(),
          a.startNanos(),
          b.timeNanos(),
          scale,
          a.count() + b.count(),
          a.zeroCount() + b.zeroCount(),
          a.hasSum() && b.hasSum(),
          a.sum() + b.sum(),
          a.hasMinMax() && b.hasMinMax(),
          Math.min(a.min(), b.min()),
          Math.max(a.max(), b.max()),
          sum(a.positive(), a.scale() - scale, b.positive(), b.scale() - scale),
          sum(a.negative(), a.scale() - scale, b.negative(), b.scale() - scale),
          b.exemplars());
    }
    return delta;
  }

  /** The buckets of both at a coarser scale, by so many steps each. */
  private static ExponentialBuckets sum(
      ExponentialBuckets a, int stepsOfA, ExponentialBuckets b, int stepsOfB) {
    if (a.size() == 0 && b.size() == 0) {
      return ExponentialBuckets.EMPTY;
    }
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    if (a.size() > 0) {
      first = a.offset() >> stepsOfA;
      last = a.offset() + a.size() - 1 >> stepsOfA;
    }
    if (b.size() > 0) {
      first = Math.min(first, b.offset() >> stepsOfB);
      last = Math.max(last, b.offset() + b.size() - 1 >> stepsOfB);
    }
    long[] counts = new long[last - first + 1];
    for (int i = 0; i < a.size(); i++) {
      counts[(a.offset() + i >> stepsOfA) - first] += a.count(i);
    }
    for (int i = 0; i < b.size(); i++) {
      counts[(b.offset() + i >> stepsOfB) - first] += b.count(i);
    }
    return ExponentialBuckets.of(first, counts);
  }

  private static List<ee.otel.metrics.data.Exemplar> exemplars(List<Exemplar> exemplars) {
    return exemplars.stream().map(ReceivedPoints::exemplar).toList();
  }

  private static ee.otel.metrics.data.Exemplar exemplar(Exemplar exemplar) {
    boolean whole = exemplar.hasAsInt();
    HexFormat hex = HexFormat.of();
    return new ee.otel.metrics.data.Exemplar(
        attributes(exemplar.getFilteredAttributesList()),
        exemplar.getTimeUnixNano(),
        exemplar.getTraceId().isEmpty() ? null : hex.formatHex(exemplar.getTraceId().toByteArray()),
        exemplar.getSpanId().isEmpty() ? null : hex.formatHex(exemplar.getSpanId().toByteArray()),
        whole ? NumberType.LONG : NumberType.DOUBLE,
        whole ? exemplar.getAsInt() : Double.doubleToRawLongBits(exemplar.getAsDouble()));
  }

  private static Attributes attributes(List<KeyValue> pairs) {
    AttributesBuilder attributes = Attributes.builder();
    for (KeyValue pair : pairs) {
      switch (pair.getValue().getValueCase()) {
        case BOOL_VALUE -> attributes.put(pair.getKey(), pair.getValue().getBoolValue());
        case INT_VALUE -> attributes.put(pair.getKey(), pair.getValue().getIntValue());
        case DOUBLE_VALUE -> attributes.put(pair.getKey(), pair.getValue().getDoubleValue());
        default -> attributes.put(pair.getKey(), MetricsTable.text(pair.getValue()));
      }
    }
    return attributes.build();
  }
}
