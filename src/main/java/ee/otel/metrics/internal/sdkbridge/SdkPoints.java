package ee.otel.metrics.internal.sdkbridge;

import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberPoint;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Our points as the SDK's. */
final class SdkPoints {
  private SdkPoints() {}

  static Collection<PointData> numbers(List<NumberPoint> points) {
    return SdkMetrics.areLongs(points)
        ? all(points, SdkPoints::longPoint)
        : all(points, SdkPoints::doublePoint);
  }

  static Collection<HistogramPointData> histograms(List<HistogramPoint> points) {
    return all(points, SdkPoints::histogram);
  }

  static Collection<ExponentialHistogramPointData> exponentialHistograms(
      List<ExponentialHistogramPoint> points) {
    return all(points, SdkPoints::exponentialHistogram);
  }

  private static <P, T> List<T> all(List<P> points, Function<P, T> conversion) {
    return points.stream().map(conversion).toList();
  }

  private record LongNumber(
      long getStartEpochNanos,
      long getEpochNanos,
      Attributes getAttributes,
      long getValue,
      List<LongExemplarData> getExemplars)
      implements LongPointData {}

  private record DoubleNumber(
      long getStartEpochNanos,
      long getEpochNanos,
      Attributes getAttributes,
      double getValue,
      List<DoubleExemplarData> getExemplars)
      implements DoublePointData {}

  private record Histogram(
      long getStartEpochNanos,
      long getEpochNanos,
      Attributes getAttributes,
      double getSum,
      long getCount,
      boolean hasMin,
      double getMin,
      boolean hasMax,
      double getMax,
      List<Double> getBoundaries,
      List<Long> getCounts,
      List<DoubleExemplarData> getExemplars)
      implements HistogramPointData {}

  private record ExponentialHistogram(
      long getStartEpochNanos,
      long getEpochNanos,
      Attributes getAttributes,
      int getScale,
      double getSum,
      long getCount,
      long getZeroCount,
      boolean hasMin,
      double getMin,
      boolean hasMax,
      double getMax,
      ExponentialHistogramBuckets getPositiveBuckets,
      ExponentialHistogramBuckets getNegativeBuckets,
      List<DoubleExemplarData> getExemplars)
      implements ExponentialHistogramPointData {}

  private record Buckets(
      int getScale, int getOffset, List<Long> getBucketCounts, long getTotalCount)
      implements ExponentialHistogramBuckets {}

  private static PointData longPoint(NumberPoint point) {
    return new LongNumber(
        point.startNanos(),
        point.timeNanos(),
        point.attributes().attributes(),
        point.bits(),
        SdkExemplars.longs(point));
  }

  private static PointData doublePoint(NumberPoint point) {
    return new DoubleNumber(
        point.startNanos(),
        point.timeNanos(),
        point.attributes().attributes(),
        point.toDouble(),
        SdkExemplars.doubles(point));
  }

  /** The SDK knows no histogram without a sum: it shows 0 then, as its own does. */
  private static HistogramPointData histogram(HistogramPoint point) {
    return new Histogram(
        point.startNanos(),
        point.timeNanos(),
        point.attributes().attributes(),
        point.hasSum() ? point.sum() : 0,
        point.count(),
        point.hasMinMax(),
        point.min(),
        point.hasMinMax(),
        point.max(),
        Arrays.stream(point.boundaries()).boxed().toList(),
        Arrays.stream(point.counts()).boxed().toList(),
        SdkExemplars.doubles(point));
  }

  private static ExponentialHistogramPointData exponentialHistogram(
      ExponentialHistogramPoint point) {
    return new ExponentialHistogram(
        point.startNanos(),
        point.timeNanos(),
        point.attributes().attributes(),
        point.scale(),
        point.hasSum() ? point.sum() : 0,
        point.count(),
        point.zeroCount(),
        point.hasMinMax(),
        point.min(),
        point.hasMinMax(),
        point.max(),
        buckets(point.scale(), point.positive()),
        buckets(point.scale(), point.negative()),
        SdkExemplars.doubles(point));
  }

  private static ExponentialHistogramBuckets buckets(int scale, ExponentialBuckets buckets) {
    List<Long> counts = Arrays.stream(buckets.counts()).boxed().toList();
    return new Buckets(
        scale, buckets.offset(), counts, counts.stream().mapToLong(Long::longValue).sum());
  }
}
