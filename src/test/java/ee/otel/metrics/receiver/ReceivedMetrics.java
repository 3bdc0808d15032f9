package ee.otel.metrics.receiver;

import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.live.LiveSnapshot;
import ee.otel.metrics.internal.live.LiveSource;
import ee.otel.metrics.internal.live.LiveStatus;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a receiver got so far, for the live page: the latest point of each series, deltas added up.
 * Safe from any thread.
 *
 * <p>A resource that nothing was heard of for five minutes is forgotten; beyond 20,000 series new
 * ones are left out.
 */
public final class ReceivedMetrics implements LiveSource {
  private static final Duration SILENCE = Duration.ofMinutes(5);
  private static final int MOST_SERIES = 20_000;

  private static final class Heard {
    final Map<MetricSnapshot, Map<PointAttributes, Point>> metrics = new LinkedHashMap<>();
    Instant last = Instant.EPOCH;
  }

  private final String title;
  private final Map<Resource, Heard> resources = new LinkedHashMap<>();
  private int series;
  private LiveStatus.Route route;

  private ReceivedMetrics(String title) {
    this.title = title;
    this.route =
        new LiveStatus.Route(title, LiveStatus.Outcome.NONE, "nothing received yet", 0, "");
  }

  /** Everything that the receiver gets from now on, in place of its listener. */
  public static ReceivedMetrics of(OtlpReceiver receiver) {
    return new ReceivedMetrics("OTLP received at " + receiver.metricsEndpoint());
  }

  /** Takes in a request. */
  public synchronized void accept(ReceivedRequest request) {
    boolean readable = request.problem() == null;
    route =
        new LiveStatus.Route(
            title,
            readable ? LiveStatus.Outcome.SUCCESS : LiveStatus.Outcome.FAILURE,
            readable
                ? "request %d: %d metrics, %d points, %d bytes"
                    .formatted(
                        request.number(),
                        request.metrics().size(),
                        request.pointCount(),
                        request.wireSize())
                : "request %d could not be read".formatted(request.number()),
            request.time().toEpochMilli(),
            "");
    for (ResourceMetrics some : request.message().getResourceMetricsList()) {
      Heard heard =
          resources.computeIfAbsent(
              ReceivedPoints.resource(some.getResource()), unknown -> new Heard());
      heard.last = request.time();
      for (ScopeMetrics scope : some.getScopeMetricsList()) {
        scope
            .getMetricsList()
            .forEach(
                metric ->
                    ReceivedPoints.metrics(scope.getScope(), metric)
                        .forEach(snapshot -> take(heard, snapshot)));
      }
    }
  }

  private void take(Heard heard, MetricSnapshot snapshot) {
    boolean delta = temporality(snapshot.data()) == Temporality.DELTA;
    Map<PointAttributes, Point> points =
        heard.metrics.computeIfAbsent(identity(snapshot), unknown -> new LinkedHashMap<>());
    for (Point point : snapshot.data().points()) {
      Point before = points.get(point.attributes());
      if (before != null) {
        points.put(point.attributes(), delta ? ReceivedPoints.sum(before, point) : point);
      } else if (series < MOST_SERIES) {
        series++;
        points.put(point.attributes(), point);
      }
    }
  }

  /** The metric without its points, and as if it were cumulative. */
  private static MetricSnapshot identity(MetricSnapshot snapshot) {
    MetricData data = snapshot.data();
    MetricData empty;
    if (data instanceof MetricData.Sum sum) {
      empty = new MetricData.Sum(List.of(), Temporality.CUMULATIVE, sum.monotonic());
    } else if (data instanceof MetricData.Histogram) {
      empty = new MetricData.Histogram(List.of(), Temporality.CUMULATIVE);
    } else if (data instanceof MetricData.ExponentialHistogram) {
      empty = new MetricData.ExponentialHistogram(List.of(), Temporality.CUMULATIVE);
    } else {
      empty = new MetricData.Gauge(List.of());
    }
    return new MetricSnapshot(
        snapshot.scope(), snapshot.name(), snapshot.description(), snapshot.unit(), empty);
  }

  private static Temporality temporality(MetricData data) {
    if (data instanceof MetricData.Sum sum) {
      return sum.temporality();
    }
    if (data instanceof MetricData.Histogram histogram) {
      return histogram.temporality();
    }
    return data instanceof MetricData.ExponentialHistogram exponential
        ? exponential.temporality()
        : Temporality.CUMULATIVE;
  }

  @Override
  public synchronized LiveSnapshot snapshot() {
    Instant oldest = Instant.now().minus(SILENCE);
    resources
        .values()
        .removeIf(
            heard -> {
              boolean silent = heard.last.isBefore(oldest);
              if (silent) {
                heard.metrics.values().forEach(points -> series -= points.size());
              }
              return silent;
            });
    List<LiveSnapshot.ResourceMetrics> all = new ArrayList<>();
    resources.forEach(
        (resource, heard) -> {
          List<MetricSnapshot> metrics = new ArrayList<>();
          heard.metrics.forEach(
              (metric, points) -> metrics.add(metric.withPoints(List.copyOf(points.values()))));
          all.add(new LiveSnapshot.ResourceMetrics(resource, metrics));
        });
    return new LiveSnapshot(all, new LiveStatus(List.of(route), List.of(), List.of()), true);
  }
}
