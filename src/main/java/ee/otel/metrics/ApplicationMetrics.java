package ee.otel.metrics;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.collect.MetricsStorage;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.ExportConfig.ExporterKind;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import ee.otel.metrics.internal.live.LiveSnapshot;
import ee.otel.metrics.internal.live.LiveSource;
import ee.otel.metrics.internal.live.LiveStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The application's metrics for the live page: their present values, and what becomes of them. */
final class ApplicationMetrics implements LiveSource {
  private final MetricReader reader;
  private final OtelMetrics metrics;
  private final Resource resource;
  private final Supplier<ExportStatus.@Nullable Outcome> lastExport;
  private final ConfigReader config;

  /**
   * @param reader one of the readers of {@code metrics}, with cumulative points
   * @param lastExport how the last export to a collector ended; null before the first
   */
  ApplicationMetrics(
      MetricReader reader,
      OtelMetrics metrics,
      Resource resource,
      Supplier<ExportStatus.@Nullable Outcome> lastExport,
      ConfigReader config) {
    this.reader = reader;
    this.metrics = metrics;
    this.resource = resource;
    this.lastExport = lastExport;
    this.config = config;
  }

  @Override
  public LiveSnapshot snapshot() {
    return new LiveSnapshot(
        List.of(new LiveSnapshot.ResourceMetrics(resource, reader.peek())),
        new LiveStatus(routes(), losses(metrics.losses()), streams(metrics.metrics())));
  }

  private List<LiveStatus.Route> routes() {
    List<LiveStatus.Route> routes = new ArrayList<>();
    for (ExporterKind kind : config.export().exporters()) {
      ExportStatus.Outcome last = kind == ExporterKind.OTLP ? lastExport.get() : null;
      routes.add(
          last == null
              ? new LiveStatus.Route(title(kind), LiveStatus.Outcome.NONE, words(kind), 0, "")
              : new LiveStatus.Route(
                  title(kind),
                  last.result() == ExportResult.SUCCESS
                      ? LiveStatus.Outcome.SUCCESS
                      : LiveStatus.Outcome.FAILURE,
                  last.words(),
                  last.time().toEpochMilli(),
                  waiting(last.waitingPoints())));
    }
    return routes;
  }

  private static String words(ExporterKind kind) {
    return switch (kind) {
      case OTLP -> "nothing exported yet";
      case CONSOLE -> "see the log";
      case PROMETHEUS -> "when Prometheus asks";
    };
  }

  private static String waiting(long points) {
    if (points == 0) {
      return "";
    }
    return points == 1
        ? "1 point waits for the next export"
        : points + " points wait for the next export";
  }

  private String title(ExporterKind kind) {
    return switch (kind) {
      case OTLP ->
          "OTLP to " + config.transport().printableEndpoint() + every(config.export().interval());
      case CONSOLE -> "Console" + every(config.export().interval());
      case PROMETHEUS -> "Scraped by Prometheus at " + config.prometheus().path();
    };
  }

  private static String every(Duration interval) {
    return interval.toMillis() % 1000 == 0
        ? " every " + interval.toSeconds() + " s"
        : " every " + interval.toMillis() + " ms";
  }

  private static List<LiveStatus.LossCount> losses(Losses losses) {
    List<LiveStatus.LossCount> counts = new ArrayList<>();
    losses
        .counts()
        .forEach(
            (loss, count) -> {
              if (count > 0) {
                String unit = loss.unit() == Loss.Unit.POINT ? "points" : "measurements";
                counts.add(new LiveStatus.LossCount(loss.reason(), unit, count));
              }
            });
    return counts;
  }

  private static List<LiveStatus.StreamUse> streams(MetricsStorage metrics) {
    Map<String, Integer> limits = metrics.cardinalityLimits();
    Map<String, Long> overflowed = metrics.overflowed();
    List<LiveStatus.StreamUse> streams = new ArrayList<>();
    metrics
        .liveSeries()
        .forEach(
            (name, series) ->
                streams.add(
                    new LiveStatus.StreamUse(
                        name,
                        series,
                        limits.getOrDefault(name, 0),
                        overflowed.getOrDefault(name, 0L))));
    return streams;
  }
}
