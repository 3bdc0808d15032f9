package ee.otel.metrics;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.Point;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.List;

/** What was collected, for tests to ask questions about. */
public record Collected(List<MetricSnapshot> metrics) {
  public static final Attributes OVERFLOW =
      Attributes.of(AttributeKey.booleanKey("otel.metric.overflow"), true);

  /** What a reader would be given. */
  public static Collected peek(OtelMetrics metrics) {
    return new Collected(metrics.readers().get(0).peek());
  }

  /** What the first reader exports, with success. */
  public static Collected take(OtelMetrics metrics) {
    return take(metrics.readers().get(0));
  }

  /** What a reader exports, with success. */
  public static Collected take(MetricReader reader) {
    CollectedMetrics collected = reader.take();
    collected.delivered();
    return new Collected(collected.metrics());
  }

  /** What the first reader wanted to export, without success. */
  public static Collected fail(OtelMetrics metrics) {
    CollectedMetrics collected = metrics.readers().get(0).take();
    collected.failed();
    return new Collected(collected.metrics());
  }

  /** Attributes of one key. */
  public static Attributes of(String key, String value) {
    return Attributes.of(AttributeKey.stringKey(key), value);
  }

  /** Attributes that differ by a number. */
  public static Attributes set(long number) {
    return Attributes.of(AttributeKey.longKey("set"), number);
  }

  public List<String> names() {
    return metrics.stream().map(MetricSnapshot::name).toList();
  }

  public MetricSnapshot metric(String name) {
    List<MetricSnapshot> found = metrics.stream().filter(m -> m.name().equals(name)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " metrics " + name + " in " + names());
    }
    return found.get(0);
  }

  public List<? extends Point> points(String name) {
    return names().contains(name) ? metric(name).data().points() : List.of();
  }

  public Point point(String name, Attributes attributes) {
    List<? extends Point> found =
        points(name).stream().filter(p -> p.attributes().attributes().equals(attributes)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          found.size() + " points of " + name + " with " + attributes + " in " + metrics);
    }
    return found.get(0);
  }

  public Point point(String name) {
    return point(name, Attributes.empty());
  }

  public boolean has(String name, Attributes attributes) {
    return points(name).stream().anyMatch(p -> p.attributes().attributes().equals(attributes));
  }

  /** The value of a number, as a long. */
  public long value(String name, Attributes attributes) {
    return ((NumberPoint) point(name, attributes)).bits();
  }

  public long value(String name) {
    return value(name, Attributes.empty());
  }

  public double doubleValue(String name) {
    return ((NumberPoint) point(name)).toDouble();
  }

  public HistogramPoint histogram(String name) {
    return (HistogramPoint) point(name);
  }

  public ExponentialHistogramPoint exponential(String name) {
    return (ExponentialHistogramPoint) point(name);
  }

  /** The sum of all long values of a metric; 0 where there is none. */
  public long total(String name) {
    return points(name).stream().mapToLong(p -> ((NumberPoint) p).bits()).sum();
  }
}
