package ee.otel.metrics.internal.operator;

import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.MetricExporter;
import ee.otel.metrics.internal.collect.MetricsStorage;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.ExportConfig;
import ee.otel.metrics.internal.config.ExportConfig.ExporterKind;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Implements the MXBean. Safe from any thread. */
final class MetricsControl implements MetricsMXBean {
  private final MetricExporter exporter;
  private final ExportStatus status;
  private final MetricsStorage storage;
  private final Losses losses;
  private final ConfigReader config;

  MetricsControl(
      MetricExporter exporter,
      ExportStatus status,
      MetricsStorage storage,
      Losses losses,
      ConfigReader config) {
    this.exporter = exporter;
    this.status = status;
    this.storage = storage;
    this.losses = losses;
    this.config = config;
  }

  @Override
  public @Nullable Date getLastExportTime() {
    ExportStatus.Outcome last = status.last();
    return last == null ? null : Date.from(last.time());
  }

  @Override
  public String getLastExportResult() {
    ExportStatus.Outcome last = status.last();
    return last == null ? "NONE" : last.result().name();
  }

  @Override
  public String getLastExportOutcome() {
    ExportStatus.Outcome last = status.last();
    return last == null ? "There was no export yet." : last.words();
  }

  @Override
  public long getWaitingPoints() {
    ExportStatus.Outcome last = status.last();
    return last == null ? 0 : last.waitingPoints();
  }

  @Override
  public Map<String, Long> getLosses() {
    Map<String, Long> occurred = new TreeMap<>();
    losses.counts().forEach((loss, count) -> occurred.put(loss.reason(), count));
    occurred.values().removeIf(count -> count == 0);
    return occurred;
  }

  @Override
  public Map<String, Integer> getSeries() {
    return new TreeMap<>(storage.liveSeries());
  }

  @Override
  public Map<String, Long> getOverflowed() {
    Map<String, Long> overflowed = new TreeMap<>(storage.overflowed());
    overflowed.values().removeIf(count -> count == 0);
    return overflowed;
  }

  @Override
  public String getDestination() {
    ExportConfig export = config.export();
    List<String> ways = new ArrayList<>();
    for (ExporterKind kind : export.exporters()) {
      ways.add(
          switch (kind) {
            case OTLP -> "OTLP to " + config.transport().printableEndpoint();
            case CONSOLE -> "console";
            case PROMETHEUS -> "scraped at " + config.prometheus().path();
          });
    }
    export.others().forEach(name -> ways.add("exporter " + name + " of OpenTelemetry's SDK"));
    return ways.isEmpty()
        ? "Nowhere: otel.metrics.exporter is none."
        : String.join(", ", ways) + "; every " + export.interval().toMillis() + " ms.";
  }

  @Override
  public String flush() {
    String result = exporter.forceFlush().name().toLowerCase(Locale.ROOT);
    return "Flush ended with " + result + ". " + getLastExportOutcome();
  }

  @Override
  public String reload() {
    return flush() + " " + getDestination();
  }
}
