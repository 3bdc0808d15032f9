package ee.otel.metrics.internal.collect;

import ee.otel.metrics.api.MetricFilter;
import ee.otel.metrics.api.MetricFilter.MetricDecision;
import ee.otel.metrics.api.MetricFilter.PointKind;
import ee.otel.metrics.api.MetricProducer;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.internal.callback.CallbackLimits;
import ee.otel.metrics.internal.health.Failures;
import ee.otel.metrics.internal.health.Health;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The metric filter and the metric producers: they decide what a collection passes on. */
final class FilterAndProducers {
  private final MetricFilter filter;
  private final PlugIn boundedFilter;
  private final Map<MetricProducer, PlugIn> producers = new LinkedHashMap<>();
  private final Health health;

  FilterAndProducers(CollectionOptions options, Health health) {
    this.filter = options.filter();
    this.health = health;
    this.boundedFilter =
        new PlugIn(
            filter,
            "Metric filter",
            "The export goes on without it: all metrics are passed on.",
            options.callbackRunner(),
            health);
    for (MetricProducer producer : options.producers()) {
      producers.put(
          producer,
          new PlugIn(
              producer,
              "Metric producer",
              "The export goes on without its metrics.",
              options.callbackRunner(),
              health));
    }
  }

  /**
   * The metrics that the filter accepts, of the streams' and of the producers'.
   *
   * @param own the streams' metrics
   * @param producing whether producers are asked
   * @param limits how long filter and producers may take
   */
  List<MetricSnapshot> passedOn(
      List<MetricSnapshot> own, boolean producing, CallbackLimits limits) {
    List<MetricSnapshot> all = new ArrayList<>(own);
    if (producing) {
      producers.forEach((producer, plugIn) -> all.addAll(produced(producer, plugIn, limits)));
    }
    if (filter == MetricFilter.ACCEPT_ALL || all.isEmpty()) {
      return all;
    }
    List<MetricSnapshot> left = new ArrayList<>();
    boolean filtered =
        boundedFilter.isOverInTime(
            () ->
                all.forEach(
                    metric -> {
                      MetricSnapshot some = filtered(metric);
                      if (some != null) {
                        left.add(some);
                      }
                    }),
            limits);
    return filtered ? left : all;
  }

  /** The part of a metric that the filter accepts; null for none. */
  private @Nullable MetricSnapshot filtered(MetricSnapshot metric) {
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

  /** The metrics of a producer that can be exported. */
  private List<MetricSnapshot> produced(
      MetricProducer producer, PlugIn plugIn, CallbackLimits limits) {
    List<MetricSnapshot> metrics = new ArrayList<>();
    return plugIn.isOverInTime(() -> produce(producer, metrics), limits) ? metrics : List.of();
  }

  private void produce(MetricProducer producer, List<MetricSnapshot> metrics) {
    List<String> broken = new ArrayList<>(0);
    try {
      for (MetricSnapshot metric : producer.produce(filter)) {
        MetricSnapshot sound = ProducedMetric.sound(metric, broken);
        if (sound != null) {
          metrics.add(sound);
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
