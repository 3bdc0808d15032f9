package ee.otel.metrics.internal.collect;

import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks metrics that a {@link ee.otel.metrics.api.MetricProducer} hands in, before anything else
 * sees them: an encoder may rely on what the engine guarantees for its own points.
 *
 * <p>A metric without one of its parts is left out whole. A point that breaks the data model
 * (specification: <em>Data model, Metric points</em>) is left out alone.
 */
@SuppressWarnings("ConstantValue") // parts that are never null by their types are null all the same
final class ProducedMetric {
  private ProducedMetric() {}

  /**
   * The part of a metric that can be exported.
   *
   * @param broken gets one sentence for each part that is left out
   * @return the metric with its sound points, in lists of our own; null when there are none
   */
  static @Nullable MetricSnapshot sound(@Nullable MetricSnapshot metric, List<String> broken) {
    String reason = metric == null ? "a metric is null" : reasonToLeaveOut(metric);
    if (metric == null || reason != null) {
      broken.add(reason);
      return null;
    }
    List<Point> sound = new ArrayList<>(metric.data().points().size());
    for (Object point : metric.data().points()) { // of whatever class the list really holds
      String problem = point == null ? "is null" : problemOf(point, metric.data());
      if (problem == null) {
        sound.add(SoundPoint.own((Point) point));
      } else {
        broken.add("a point of metric " + metric.name() + " " + problem);
      }
    }
    return sound.isEmpty() ? null : metric.withPoints(List.copyOf(sound));
  }

  private static @Nullable String reasonToLeaveOut(MetricSnapshot metric) {
    String missing =
        metric.name() == null
            ? "name"
            : metric.scope() == null
                ? "scope"
                : metric.unit() == null
                    ? "unit"
                    : metric.description() == null
                        ? "description"
                        : metric.data() == null ? "data" : missingOf(metric.data());
    if (missing != null) {
      return "metric " + metric.name() + " has no " + missing + " (null)";
    }
    return metric.name().isEmpty() ? "a metric's name is empty" : null;
  }

  private static @Nullable String missingOf(MetricData data) {
    return data.points() == null
        ? "points"
        : !(data instanceof MetricData.Gauge) && data.temporality() == null ? "temporality" : null;
  }

  private static @Nullable String problemOf(Object point, MetricData data) {
    String common = point instanceof Point any ? SoundPoint.problemOf(any) : "is no point";
    if (common != null) {
      return common;
    }
    if (data instanceof MetricData.Gauge) {
      return point instanceof NumberPoint number ? problemOf(number) : otherKind(point, data);
    }
    if (data instanceof MetricData.Sum sum) {
      return point instanceof NumberPoint number ? problemOf(number, sum) : otherKind(point, data);
    }
    if (data instanceof MetricData.Histogram) {
      return point instanceof HistogramPoint histogram
          ? problemOf(histogram)
          : otherKind(point, data);
    }
    return point instanceof ExponentialHistogramPoint exponential
        ? problemOf(exponential)
        : otherKind(point, data);
  }

  private static String otherKind(Object point, MetricData data) {
    return "is a " + point.getClass().getSimpleName() + " in a " + data.getClass().getSimpleName();
  }

  private static @Nullable String problemOf(NumberPoint point) {
    return point.type() == null
        ? "has no type (null)"
        : Double.isNaN(point.toDouble()) ? "is not a number: NaN" : null;
  }

  private static @Nullable String problemOf(NumberPoint point, MetricData.Sum sum) {
    String problem = problemOf(point);
    if (problem != null) {
      return problem;
    }
    double value = point.toDouble();
    if (point.type() == NumberType.DOUBLE && Double.isInfinite(value)) {
      return "is not finite: " + value;
    }
    return sum.monotonic() && value < 0 ? "of a monotonic sum < 0: " + value : null;
  }

  private static @Nullable String problemOf(HistogramPoint point) {
    double[] boundaries = point.boundaries();
    long[] counts = point.counts();
    if (boundaries == null || counts == null) {
      return "has no " + (counts == null ? "counts" : "boundaries") + " (null)";
    }
    boolean withoutBuckets = counts.length == 0 && boundaries.length == 0;
    if (!withoutBuckets && counts.length != boundaries.length + 1) {
      return "has " + counts.length + " counts for " + boundaries.length + " boundaries";
    }
    for (int i = 0; i < boundaries.length; i++) {
      if (!Double.isFinite(boundaries[i]) || i > 0 && boundaries[i] <= boundaries[i - 1]) {
        return "has boundaries that are not finite and increasing: " + boundaries[i];
      }
    }
    String count = problemOfCounts(counts, withoutBuckets ? point.count() : 0, point.count());
    return count != null
        ? count
        : SoundPoint.problemOf(
            point.hasSum(), point.sum(), point.hasMinMax(), point.min(), point.max());
  }

  private static @Nullable String problemOf(ExponentialHistogramPoint point) {
    ExponentialBuckets positive = point.positive();
    ExponentialBuckets negative = point.negative();
    if (positive == null || negative == null) {
      return "has no buckets (null)";
    }
    if (point.zeroCount() < 0) {
      return "has a zero count < 0: " + point.zeroCount();
    }
    long[] counts = new long[positive.size() + negative.size()];
    System.arraycopy(positive.counts(), 0, counts, 0, positive.size());
    System.arraycopy(negative.counts(), 0, counts, positive.size(), negative.size());
    String count = problemOfCounts(counts, point.zeroCount(), point.count());
    return count != null
        ? count
        : SoundPoint.problemOf(
            point.hasSum(), point.sum(), point.hasMinMax(), point.min(), point.max());
  }

  private static @Nullable String problemOfCounts(long[] counts, long others, long count) {
    if (count < 0) {
      return "has a count < 0: " + count;
    }
    long sum = others;
    for (long each : counts) {
      if (each < 0) {
        return "has a bucket count < 0: " + each;
      }
      sum += each;
    }
    return sum == count ? null : "has a count of " + count + " and " + sum + " in its buckets";
  }
}
