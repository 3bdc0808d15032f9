package ee.otel.metrics.internal.collect;

import ee.otel.metrics.api.MetricFilter;
import ee.otel.metrics.api.MetricFilter.MetricDecision;
import ee.otel.metrics.api.MetricFilter.PointKind;
import ee.otel.metrics.api.MetricProducer;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.internal.health.Failures;
import ee.otel.metrics.internal.health.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a collection passes on: the filter's choice of the streams' metrics and of those that others
 * produce.
 */
final class FilterAndProducers {
  private final MetricFilter filter;
  private final List<MetricProducer> producers;
  private final Health health;

  FilterAndProducers(CollectionOptions options, Health health) {
    this.filter = options.filter();
    this.producers = options.producers();
    this.health = health;
  }

  /** What the filter leaves of a metric; null for nothing. */
  @Nullable MetricSnapshot filtered(MetricSnapshot metric) {
    if (filter == MetricFilter.ACCEPT_ALL) {
      return metric;
    }
    try {
      PointKind kind = kindOf(metric.data());
      MetricDecision decision =
          filter.testMetric(metric.scope(), metric.name(), kind, metric.unit());
      return switch (decision) {
        case ACCEPT -> metric;
        case DROP -> null;
        case ACCEPT_PARTIAL ->
            chosen(
                metric,
                point ->
                    filter.testAttributes(
                        metric.scope(),
                        metric.name(),
                        kind,
                        metric.unit(),
                        point.attributes().attributes()));
      };
    } catch (Throwable e) {
      Failures.passOn(e);
      health.warn(
          filter,
          e,
          () ->
              "Metric filter "
                  + Failures.nameOf(filter)
                  + " failed: "
                  + e
                  + ". Metric "
                  + metric.name()
                  + " is passed on.");
      return metric;
    }
  }

  /** What others produce: what can be exported of it, filtered. */
  List<MetricSnapshot> produced() {
    List<MetricSnapshot> metrics = new ArrayList<>();
    for (MetricProducer producer : producers) {
      List<String> broken = new ArrayList<>(0);
      try {
        for (MetricSnapshot metric : producer.produce(filter)) {
          MetricSnapshot sound = ProducedMetric.sound(metric, broken);
          MetricSnapshot left = sound == null ? null : filtered(sound);
          if (left != null && !left.data().points().isEmpty()) {
            metrics.add(left);
          }
        }
        tell(producer, broken);
      } catch (Throwable e) {
        Failures.passOn(e);
        health.warn(
            producer,
            e,
            () ->
                "Metric producer "
                    + Failures.nameOf(producer)
                    + " failed: "
                    + e
                    + ". The export goes on without the rest of its metrics.");
      }
    }
    return metrics;
  }

  private void tell(MetricProducer producer, List<String> broken) {
    if (broken.isEmpty()) {
      health.recovered(
          producer, () -> "Metric producer " + Failures.nameOf(producer) + " works again.");
    } else {
      health.warn(
          producer,
          () ->
              "Metric producer "
                  + Failures.nameOf(producer)
                  + " handed in what cannot be exported: "
                  + broken.get(0)
                  + (broken.size() == 1 ? "" : " (and " + (broken.size() - 1) + " more)")
                  + ". That is left out, the rest is exported; correct the producer.");
    }
  }

  private static PointKind kindOf(MetricData data) {
    if (data instanceof MetricData.Gauge) {
      return PointKind.GAUGE;
    }
    if (data instanceof MetricData.Sum) {
      return PointKind.SUM;
    }
    return data instanceof MetricData.Histogram
        ? PointKind.HISTOGRAM
        : PointKind.EXPONENTIAL_HISTOGRAM;
  }

  /** The metric with the points that are wanted; null where none is. */
  private static @Nullable MetricSnapshot chosen(MetricSnapshot metric, Predicate<Point> wanted) {
    List<? extends Point> points = metric.data().points().stream().filter(wanted).toList();
    return points.isEmpty() ? null : metric.withPoints(points);
  }
}
