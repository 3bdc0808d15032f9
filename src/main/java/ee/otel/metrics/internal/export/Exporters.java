package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.Losses;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.collect.StorageReader;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.ExportConfig;
import ee.otel.metrics.internal.config.ExportConfig.ExporterKind;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import ee.otel.metrics.internal.export.delivery.OtlpExport;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.selfobservability.SelfMetrics;
import ee.otel.metrics.internal.transport.OtlpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** Makes the exporters that are configured, and the application's own, each with its reader. */
record Exporters(
    ConfigReader config,
    Resource resource,
    OtlpClient client,
    ExportSettings settings,
    Losses losses,
    ExportStatus status,
    Health health) {

  /**
   * The exporters, in the order of their readers.
   *
   * @param readers one for each configured exporter, then one for each of the application's own
   */
  List<ExporterState> of(ExportConfig export, List<StorageReader> readers) {
    List<ExporterState> exporters = new ArrayList<>();
    SelfMetrics own = settings.selfMetrics().orElse(null);
    Iterator<StorageReader> next = readers.iterator();
    for (ExporterKind kind : export.exporters()) {
      StorageReader reader = next.next();
      switch (kind) {
        case OTLP ->
            exporters.add(
                new ExporterState(
                    MeasuredExport.collections(own, otlp()), reader::open, this::interval));
        case CONSOLE ->
            exporters.add(
                new ExporterState(
                    MeasuredExport.all(
                        own, new ConsoleExport(this::print), "console_metric_exporter"),
                    reader::open,
                    () -> config.console().interval()));
        case PROMETHEUS -> {} // not pushed, but scraped
      }
    }
    for (PushTarget target : settings.pushExporters()) {
      exporters.add(
          new ExporterState(
              MeasuredExport.all(own, push(target), target.name()),
              next.next()::open,
              this::interval));
    }
    return exporters;
  }

  private Duration interval() {
    return config.export().interval();
  }

  @SuppressWarnings("SystemOut") // where it is wanted there
  private void print(Supplier<String> text) {
    if (config.console().standardOutput()) {
      System.out.println(text.get());
    } else {
      health.info(text);
    }
  }

  private OtlpExport otlp() {
    return new OtlpExport(
        config,
        resource,
        OtlpExport.Route.of(client, health),
        settings.selfMetrics(),
        status,
        losses,
        health,
        System::nanoTime);
  }

  private PushExport push(PushTarget target) {
    return new PushExport(
        target,
        resource,
        () -> config.transport().maxExportBatchSize().orElse(Integer.MAX_VALUE),
        System::nanoTime,
        losses,
        health);
  }
}
