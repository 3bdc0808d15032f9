package ee.otel.metrics.peer;

import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Scope;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collected metrics as lines of text, the same for the same metrics of either library: everything
 * but times, sorted.
 */
final class PeerSnapshot {
  private PeerSnapshot() {}

  static String of(List<MetricSnapshot> metrics) {
    return lines(metrics.stream().flatMap(PeerSnapshot::lines));
  }

  static String of(Collection<MetricData> metrics) {
    return lines(metrics.stream().flatMap(PeerSnapshot::lines));
  }

  private static String lines(Stream<String> lines) {
    return lines.sorted().collect(Collectors.joining("\n"));
  }

  private static Stream<String> lines(MetricSnapshot metric) {
    String head =
        head(scope(metric.scope()), metric.name(), metric.unit(), metric.description())
            + kind(metric.data());
    return metric.data().points().stream().map(point -> head + point(point));
  }

  private static Stream<String> lines(MetricData metric) {
    String head =
        head(
                scope(metric.getInstrumentationScopeInfo()),
                metric.getName(),
                metric.getUnit(),
                metric.getDescription())
            + kind(metric);
    return metric.getData().getPoints().stream().map(point -> head + point(point));
  }

  private static String head(String scope, String name, String unit, String description) {
    return scope + " " + name + " unit=" + unit + " description=" + description + " ";
  }

  private static String scope(Scope scope) {
    return scope(scope.name(), scope.version(), scope.schemaUrl(), scope.attributes());
  }

  private static String scope(InstrumentationScopeInfo scope) {
    return scope(scope.getName(), scope.getVersion(), scope.getSchemaUrl(), scope.getAttributes());
  }

  private static String scope(
      String name, @Nullable String version, @Nullable String schemaUrl, Attributes attributes) {
    return "[" + name + " " + version + " " + schemaUrl + " " + text(attributes) + "]";
  }

  private static String kind(ee.otel.metrics.data.MetricData data) {
    if (data instanceof ee.otel.metrics.data.MetricData.Sum sum) {
      return sum(sum.temporality(), sum.monotonic());
    }
    if (data instanceof ee.otel.metrics.data.MetricData.Histogram histogram) {
      return "histogram " + histogram.temporality();
    }
    if (data instanceof ee.otel.metrics.data.MetricData.ExponentialHistogram histogram) {
      return "exponential " + histogram.temporality();
    }
    return "gauge";
  }

  private static String kind(MetricData data) {
    return switch (data.getType()) {
      case LONG_GAUGE, DOUBLE_GAUGE -> "gauge";
      case LONG_SUM ->
          sum(
              data.getLongSumData().getAggregationTemporality(),
              data.getLongSumData().isMonotonic());
      case DOUBLE_SUM ->
          sum(
              data.getDoubleSumData().getAggregationTemporality(),
              data.getDoubleSumData().isMonotonic());
      case HISTOGRAM -> "histogram " + data.getHistogramData().getAggregationTemporality();
      case EXPONENTIAL_HISTOGRAM ->
          "exponential " + data.getExponentialHistogramData().getAggregationTemporality();
      case SUMMARY -> "summary";
    };
  }

  private static String sum(Object temporality, boolean monotonic) {
    return "sum " + temporality + (monotonic ? " monotonic" : "");
  }

  private static String point(Point point) {
    String attributes = " " + text(point.attributes().attributes()) + " ";
    String exemplars =
        exemplars(
            point.exemplars().stream()
                .map(
                    exemplar ->
                        exemplar(
                            number(exemplar.type(), exemplar.bits()),
                            exemplar.traceId(),
                            exemplar.spanId(),
                            exemplar.filteredAttributes())));
    if (point instanceof NumberPoint number) {
      return attributes + number(number.type(), number.bits()) + exemplars;
    }
    if (point instanceof HistogramPoint histogram) {
      return attributes
          + summary(histogram.count(), histogram.hasSum(), histogram.sum())
          + range(histogram.hasMinMax(), histogram.min(), histogram.max())
          + buckets(
              Arrays.stream(histogram.boundaries()).boxed().toList(),
              Arrays.stream(histogram.counts()).boxed().toList())
          + exemplars;
    }
    ExponentialHistogramPoint histogram = (ExponentialHistogramPoint) point;
    return attributes
        + summary(histogram.count(), histogram.hasSum(), histogram.sum())
        + range(histogram.hasMinMax(), histogram.min(), histogram.max())
        + " scale "
        + histogram.scale()
        + " zeros "
        + histogram.zeroCount()
        + run(histogram.positive())
        + run(histogram.negative())
        + exemplars;
  }

  private static String point(PointData point) {
    String attributes = " " + text(point.getAttributes()) + " ";
    String exemplars =
        exemplars(
            point.getExemplars().stream()
                .map(
                    exemplar ->
                        exemplar(
                            value(exemplar),
                            exemplar.getSpanContext().isValid()
                                ? exemplar.getSpanContext().getTraceId()
                                : null,
                            exemplar.getSpanContext().isValid()
                                ? exemplar.getSpanContext().getSpanId()
                                : null,
                            exemplar.getFilteredAttributes())));
    if (point instanceof LongPointData number) {
      return attributes + "long " + number.getValue() + exemplars;
    }
    if (point instanceof DoublePointData number) {
      return attributes + number(number.getValue()) + exemplars;
    }
    if (point instanceof HistogramPointData histogram) {
      return attributes
          + summary(histogram.getCount(), true, histogram.getSum())
          + range(histogram.hasMin(), histogram.getMin(), histogram.getMax())
          + buckets(histogram.getBoundaries(), histogram.getCounts())
          + exemplars;
    }
    ExponentialHistogramPointData histogram = (ExponentialHistogramPointData) point;
    return attributes
        + summary(histogram.getCount(), true, histogram.getSum())
        + range(histogram.hasMin(), histogram.getMin(), histogram.getMax())
        + " scale "
        + histogram.getScale()
        + " zeros "
        + histogram.getZeroCount()
        + run(histogram.getPositiveBuckets())
        + run(histogram.getNegativeBuckets())
        + exemplars;
  }

  private static String value(ExemplarData exemplar) {
    return exemplar instanceof LongExemplarData number
        ? "long " + number.getValue()
        : number(((DoubleExemplarData) exemplar).getValue());
  }

  private static String number(NumberType type, long bits) {
    return type == NumberType.LONG ? "long " + bits : number(Double.longBitsToDouble(bits));
  }

  private static String number(double value) {
    return "double " + value;
  }

  private static String summary(long count, boolean hasSum, double sum) {
    return "count " + count + (hasSum ? " sum " + sum : "");
  }

  private static String range(boolean known, double min, double max) {
    return known ? " min " + min + " max " + max : "";
  }

  private static String buckets(List<Double> boundaries, List<Long> counts) {
    return " " + boundaries + counts;
  }

  private static String run(ExponentialBuckets buckets) {
    return buckets.counts().length == 0
        ? " -"
        : " " + buckets.offset() + Arrays.toString(buckets.counts());
  }

  private static String run(ExponentialHistogramBuckets buckets) {
    return buckets.getTotalCount() == 0
        ? " -"
        : " " + buckets.getOffset() + buckets.getBucketCounts();
  }

  private static String exemplars(Stream<String> exemplars) {
    String all = exemplars.sorted().collect(Collectors.joining("; "));
    return all.isEmpty() ? "" : " exemplars: " + all;
  }

  private static String exemplar(
      String value, @Nullable String traceId, @Nullable String spanId, Attributes removed) {
    return value + " " + traceId + " " + spanId + " " + text(removed);
  }

  private static String text(Attributes attributes) {
    TreeMap<String, String> sorted = new TreeMap<>();
    attributes.forEach((key, value) -> sorted.put(key.getKey() + ":" + key.getType(), "" + value));
    return sorted.toString();
  }
}
