package ee.otel.metrics.internal.live;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.Point;
import java.util.concurrent.TimeUnit;

/**
 * Points as the page gets them: {@code [series, value]}, or for histograms {@code [series, count,
 * sum, min, max, buckets]}; where points are reported, with the milliseconds of their time at the
 * end.
 */
final class PointJson {
  private PointJson() {}

  /** How many numbers a point takes, about. */
  static int size(Point point) {
    if (point instanceof HistogramPoint histogram) {
      return 5 + histogram.counts().length;
    }
    if (point instanceof ExponentialHistogramPoint exponential) {
      return 9 + exponential.positive().size() + exponential.negative().size();
    }
    return 2;
  }

  /** Whether nothing was measured between the two. */
  static boolean sameValues(Point before, Point now) {
    if (before instanceof NumberPoint a && now instanceof NumberPoint b) {
      return a.type() == b.type() && a.bits() == b.bits();
    }
    if (before instanceof HistogramPoint a && now instanceof HistogramPoint b) {
      return a.count() == b.count() && a.startNanos() == b.startNanos();
    }
    if (before instanceof ExponentialHistogramPoint a
        && now instanceof ExponentialHistogramPoint b) {
      return a.count() == b.count() && a.startNanos() == b.startNanos();
    }
    return false;
  }

  static void write(Json json, int series, Point point, boolean reported) {
    json.array().value(series);
    if (point instanceof NumberPoint number) {
      json.value(number.toDouble());
    } else if (point instanceof HistogramPoint histogram) {
      json.value(histogram.count());
      summary(json, histogram.hasSum(), histogram.sum());
      summary(json, histogram.hasMinMax(), histogram.min());
      summary(json, histogram.hasMinMax(), histogram.max());
      json.array();
      for (long count : histogram.counts()) {
        json.value(count);
      }
      json.endArray();
    } else if (point instanceof ExponentialHistogramPoint exponential) {
      json.value(exponential.count());
      summary(json, exponential.hasSum(), exponential.sum());
      summary(json, exponential.hasMinMax(), exponential.min());
      summary(json, exponential.hasMinMax(), exponential.max());
      json.array().value(exponential.scale()).value(exponential.zeroCount());
      buckets(json, exponential.positive());
      buckets(json, exponential.negative());
      json.endArray();
    }
    if (reported) {
      json.value(TimeUnit.NANOSECONDS.toMillis(point.timeNanos()));
    }
    json.endArray();
  }

  private static void summary(Json json, boolean present, double value) {
    json.value(present ? value : Double.NaN);
  }

  private static void buckets(Json json, ExponentialBuckets buckets) {
    json.value(buckets.offset()).array();
    for (int i = 0; i < buckets.size(); i++) {
      json.value(buckets.count(i));
    }
    json.endArray();
  }

  /** {@code [series, value, milliseconds, trace, span, attributes]}; ids may be empty. */
  static void write(Json json, int series, Exemplar exemplar) {
    String trace = exemplar.traceId();
    String span = exemplar.spanId();
    json.array()
        .value(series)
        .value(exemplar.type().toDouble(exemplar.bits()))
        .value(TimeUnit.NANOSECONDS.toMillis(exemplar.timeNanos()))
        .value(trace == null ? "" : trace)
        .value(span == null ? "" : span);
    AttributesJson.write(json, exemplar.filteredAttributes());
    json.endArray();
  }
}
