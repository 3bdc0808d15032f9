package ee.otel.metrics.internal.export;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Metrics as text, one line for each point with all its fields. */
final class ConsoleText {
  private ConsoleText() {}

  static String of(List<MetricSnapshot> metrics) {
    StringBuilder text = new StringBuilder("Metrics:");
    for (MetricSnapshot metric : metrics) {
      for (Point point : metric.data().points()) {
        text.append("\n  ")
            .append(metric.scope().name())
            .append(' ')
            .append(metric.name())
            .append(point.attributes())
            .append(" = ")
            .append(value(point));
        if (!metric.unit().isEmpty()) {
          text.append(' ').append(metric.unit());
        }
        text.append(" (")
            .append(kind(metric.data()))
            .append(", ")
            .append(time(point.startNanos()))
            .append(" to ")
            .append(time(point.timeNanos()))
            .append(')');
        point.exemplars().forEach(exemplar -> text.append("\n    ").append(text(exemplar)));
      }
    }
    return text.toString();
  }

  private static String kind(MetricData data) {
    if (data instanceof MetricData.Sum sum) {
      return (sum.monotonic() ? "monotonic sum, " : "sum, ") + word(sum.temporality());
    }
    if (data instanceof MetricData.Histogram histogram) {
      return "histogram, " + word(histogram.temporality());
    }
    return data instanceof MetricData.ExponentialHistogram histogram
        ? "exponential histogram, " + word(histogram.temporality())
        : "gauge";
  }

  private static String word(Temporality temporality) {
    return temporality.name().toLowerCase(Locale.ROOT);
  }

  private static Instant time(long epochNanos) {
    return Instant.ofEpochSecond(0, epochNanos);
  }

  private static String text(Exemplar exemplar) {
    return "exemplar "
        + number(exemplar.type(), exemplar.bits())
        + " at "
        + time(exemplar.timeNanos())
        + (exemplar.traceId() == null ? "" : ", trace " + exemplar.traceId())
        + (exemplar.spanId() == null ? "" : ", span " + exemplar.spanId())
        + (exemplar.filteredAttributes().isEmpty() ? "" : ", " + exemplar.filteredAttributes());
  }

  private static String number(NumberType type, long bits) {
    return type == NumberType.LONG ? Long.toString(bits) : Double.toString(type.toDouble(bits));
  }

  private static String value(Point point) {
    if (point instanceof NumberPoint number) {
      return number(number.type(), number.bits());
    }
    if (point instanceof HistogramPoint histogram) {
      return summary(
              histogram.count(),
              histogram.hasSum() ? histogram.sum() : null,
              histogram.hasMinMax() ? new double[] {histogram.min(), histogram.max()} : null)
          + ", buckets "
          + Arrays.toString(histogram.counts())
          + " at "
          + Arrays.toString(histogram.boundaries());
    }
    ExponentialHistogramPoint histogram = (ExponentialHistogramPoint) point;
    return summary(
            histogram.count(),
            histogram.hasSum() ? histogram.sum() : null,
            histogram.hasMinMax() ? new double[] {histogram.min(), histogram.max()} : null)
        + ", scale "
        + histogram.scale()
        + ", zeros "
        + histogram.zeroCount()
        + ", positive "
        + histogram.positive()
        + ", negative "
        + histogram.negative();
  }

  private static String summary(long count, @Nullable Double sum, double @Nullable [] minMax) {
    return "count "
        + count
        + (sum == null ? "" : ", sum " + sum)
        + (minMax == null ? "" : ", min " + minMax[0] + ", max " + minMax[1]);
  }
}
