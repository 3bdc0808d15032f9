package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.internal.health.Health;
import java.util.List;

/**
 * Metrics to the server's log, one line for each point: for looking, not for reading by machine.
 */
final class ConsoleExport implements Export {
  private final Health health;

  ConsoleExport(Health health) {
    this.health = health;
  }

  @Override
  public ExportResult export(CollectedMetrics collected, Occasion occasion, long deadlineNanos) {
    List<MetricSnapshot> metrics = collected.metrics();
    collected.delivered();
    if (!metrics.isEmpty()) {
      health.info(() -> text(metrics));
    }
    return ExportResult.SUCCESS;
  }

  private static String text(List<MetricSnapshot> metrics) {
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
      }
    }
    return text.toString();
  }

  private static String value(Point point) {
    if (point instanceof NumberPoint number) {
      return number.type() == NumberType.LONG
          ? Long.toString(number.bits())
          : Double.toString(number.toDouble());
    }
    if (point instanceof HistogramPoint histogram) {
      return summary(histogram.count(), histogram.sum(), histogram.min(), histogram.max());
    }
    ExponentialHistogramPoint histogram = (ExponentialHistogramPoint) point;
    return summary(histogram.count(), histogram.sum(), histogram.min(), histogram.max());
  }

  private static String summary(long count, double sum, double min, double max) {
    return "count " + count + ", sum " + sum + ", min " + min + ", max " + max;
  }

  @Override
  public String toString() {
    return "console";
  }
}
