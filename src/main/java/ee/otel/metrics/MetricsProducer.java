package ee.otel.metrics;

import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.MeterConfigurator;
import ee.otel.metrics.api.MetricFilter;
import ee.otel.metrics.api.MetricProducer;
import ee.otel.metrics.api.PushMetricExporter;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.TemporalityPreference;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.callback.CallbackRunner;
import ee.otel.metrics.internal.collect.MetricsStorage;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.ExportConfig;
import ee.otel.metrics.internal.config.ExportConfig.ExporterKind;
import ee.otel.metrics.internal.config.SdkConfig;
import ee.otel.metrics.internal.config.ViewsConfig;
import ee.otel.metrics.internal.exemplar.ExemplarsStorage;
import ee.otel.metrics.internal.exemplar.SpanSource;
import ee.otel.metrics.internal.export.ExportSettings;
import ee.otel.metrics.internal.export.PushTarget;
import ee.otel.metrics.internal.export.delivery.ExportStatus;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.instrument.InstrumentsStorage;
import ee.otel.metrics.internal.prometheus.PrometheusScrape;
import ee.otel.metrics.internal.sdkbridge.SdkExporters;
import ee.otel.metrics.internal.selfobservability.SelfMetrics;
import ee.otel.metrics.internal.selfobservability.SelfObservability;
import ee.otel.metrics.internal.work.ContainerThreads;
import ee.otel.metrics.internal.work.Threads;
import io.opentelemetry.api.metrics.Meter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The beans of an application's metrics. All are singletons without a proxy: recording must not pay
 * for one, and the last export must not depend on one.
 */
@ApplicationScoped
class MetricsProducer {
  /** One thread exports, others may collect; the rest may hang in callbacks and exporters. */
  private static final int MAX_THREADS = 16;

  /** Ends what is started here; null without a container. */
  @Inject private @Nullable MetricsExtension extension;

  @Produces
  @Singleton
  Health health() {
    return new Health(System::nanoTime, ApplicationName.lookUp());
  }

  @Produces
  @Singleton
  Losses losses() {
    return new Losses();
  }

  /** For all work that may hang; when so many threads do, no more work begins. */
  @Produces
  @Singleton
  Threads threads() {
    return ContainerThreads.lookUp().atMost(MAX_THREADS);
  }

  @Produces
  @Singleton
  ConfigReader config(Health health) {
    return ConfigReader.ofApplication(health);
  }

  /** As it is when the application starts. */
  @Produces
  @Singleton
  SdkConfig sdk(ConfigReader config) {
    return config.sdk();
  }

  @Produces
  @Singleton
  Resource resource(ConfigReader config) {
    return config.resource(ApplicationName.lookUp(), UUID.randomUUID());
  }

  @Produces
  @Singleton
  OtelMetrics metrics(
      ConfigReader config,
      SdkConfig sdk,
      Resource resource,
      Health health,
      Losses losses,
      PlugIns plugIns,
      SpanSource spans,
      Threads threads) {
    ExportConfig export = config.export();
    boolean live = config.live().enabled();
    boolean nowhere = export.exporters().isEmpty() && plugIns.pushExporters().isEmpty();
    boolean on = !export.disabled() && (live || !nowhere);
    ApiGeneration.check(health);
    config.warnOfUnreadKeys();
    OtelMetrics.Builder builder =
        OtelMetrics.builder()
            .resource(resource)
            .spans(spans)
            .health(health)
            .losses(losses)
            .callbackRunner(
                CallbackRunner.bounded(threads, sdk.callbackTimeout(), System::nanoTime))
            .meterConfigurator(
                on ? plugIns.meterConfigurator().orElse(scope -> true) : scope -> false)
            .exemplarFilter(plugIns.exemplarFilter().orElse(sdk.exemplarFilter()))
            .removedAttributesInExemplars(sdk.exemplarFilteredAttributes());
    sdk.idleTimeout().ifPresent(builder::idleTimeout);
    plugIns.metricFilter().ifPresent(builder::metricFilter);
    plugIns.metricProducers().forEach(builder::metricProducer);
    addViews(builder, config.views(), plugIns);
    List<ReaderOptions> readers = readerOptions(config, export, sdk, plugIns);
    readers.forEach(builder::reader);
    if (live && LiveProducer.reader(readers) == readers.size()) {
      builder.reader(sdk.readerOptions(TemporalityPreference.CUMULATIVE));
    }
    OtelMetrics metrics = builder.build();
    if (on && sdk.selfObservability()) {
      SelfObservability.of(
          ownMeter(metrics),
          metrics.metrics(),
          metrics.exemplars(),
          losses,
          sdk.selfObservabilityDetailed());
    }
    if (extension != null) {
      extension.tellAtShutdown(metrics);
    }
    if (on && extension != null) {
      extension.closeAtShutdown(Instrumentations.start(metrics, config, sdk, export.interval()));
    }
    return metrics;
  }

  /** The options of the exporters' readers, in their order. */
  static List<ReaderOptions> readerOptions(
      ConfigReader config, ExportConfig export, SdkConfig sdk, PlugIns plugIns) {
    List<ReaderOptions> readers = new ArrayList<>();
    export.exporters().forEach(kind -> readers.add(readerOptions(kind, sdk, config)));
    plugIns.pushExporters().forEach(target -> readers.add(readerOptions(target.exporter(), sdk)));
    return readers;
  }

  static ReaderOptions readerOptions(ExporterKind exporter, SdkConfig sdk, ConfigReader config) {
    return sdk.readerOptions(
        switch (exporter) {
          case OTLP -> sdk.temporality();
          case CONSOLE -> config.console().temporality();
          case PROMETHEUS -> TemporalityPreference.CUMULATIVE;
        });
  }

  private static ReaderOptions readerOptions(PushMetricExporter exporter, SdkConfig sdk) {
    return new ReaderOptions(
        exporter::temporality, exporter::aggregation, kind -> sdk.cardinalityLimit());
  }

  /**
   * Configured views come last and win where views are composed: an operator's setting overrides a
   * developer's.
   */
  private static void addViews(
      OtelMetrics.Builder builder, ViewsConfig configured, PlugIns plugIns) {
    builder.viewMatching(configured.matching());
    plugIns.views().forEach(builder::view);
    configured.views().values().forEach(builder::view);
  }

  /** The meter of self-metrics. */
  private static Meter ownMeter(OtelMetrics metrics) {
    return metrics.meterProvider().get(SelfObservability.SCOPE.name());
  }

  @Produces
  @Singleton
  PlugIns plugIns(
      @Any Instance<View> views,
      @Any Instance<ExemplarFilter> exemplarFilters,
      @Any Instance<MeterConfigurator> meterConfigurators,
      @Any Instance<MetricFilter> metricFilters,
      @Any Instance<MetricProducer> metricProducers,
      @Any Instance<PushMetricExporter> pushExporters,
      @Any Instance<Object> beans,
      ConfigReader config,
      Health health) {
    return new PlugIns(
        PlugIns.all(View.class, views, health),
        PlugIns.only(ExemplarFilter.class, exemplarFilters, health),
        PlugIns.only(MeterConfigurator.class, meterConfigurators, health),
        PlugIns.only(MetricFilter.class, metricFilters, health),
        PlugIns.all(MetricProducer.class, metricProducers, health),
        exporters(
            config, PlugIns.all(PushMetricExporter.class, pushExporters, health), beans, health));
  }

  /**
   * The exporters that are beans of the application, then the SDK's that the configuration names.
   */
  private static List<PushTarget> exporters(
      ConfigReader config, List<PushMetricExporter> ours, Instance<Object> beans, Health health) {
    List<PushTarget> targets = new ArrayList<>();
    ours.forEach(exporter -> targets.add(new PushTarget(exporter.getClass().getName(), exporter)));
    ExportConfig export = config.export();
    if (!export.disabled() && !export.others().isEmpty()) {
      new SdkExporters(beans, config::text, () -> config.export().timeout(), health)
          .named(export.others())
          .forEach(found -> targets.add(new PushTarget(found.name(), found.exporter())));
    }
    return List.copyOf(targets);
  }

  @Produces
  @Singleton
  ExportSettings exportSettings(SdkConfig sdk, OtelMetrics metrics, PlugIns plugIns) {
    return new ExportSettings(
        plugIns.pushExporters(),
        sdk.selfObservability()
            ? Optional.of(new SelfMetrics(ownMeter(metrics), sdk.selfObservabilityDetailed()))
            : Optional.empty());
  }

  @Produces
  @Singleton
  SpanSource spans(BeanManager beans) {
    return SpanSource.ofServer(neighbours(beans));
  }

  /** Classes of the server that may see its copy of the OpenTelemetry API, if it has one. */
  private static Set<Class<?>> neighbours(BeanManager beans) {
    Set<Class<?>> neighbours = new LinkedHashSet<>(List.of(BeanManager.class, beans.getClass()));
    for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
      for (Type type : bean.getTypes()) {
        if (type instanceof Class<?> known && known.getName().startsWith("io.opentelemetry.api.")) {
          neighbours.add(known);
        }
      }
    }
    return neighbours;
  }

  @Produces
  @Singleton
  ExportStatus status() {
    return new ExportStatus(Instant::now);
  }

  @Produces
  @Singleton
  PrometheusScrape scrape(
      ConfigReader config, OtelMetrics metrics, Resource resource, Health health) {
    int index = List.copyOf(config.export().exporters()).indexOf(ExporterKind.PROMETHEUS);
    return new PrometheusScrape(
        metrics.readers().get(index), resource, config.prometheus(), health, System::nanoTime);
  }

  @Produces
  @Singleton
  InstrumentsStorage instruments(OtelMetrics metrics) {
    return metrics.instruments();
  }

  @Produces
  @Singleton
  MetricsStorage metricsStorage(OtelMetrics metrics) {
    return metrics.metrics();
  }

  @Produces
  @Singleton
  ExemplarsStorage exemplars(OtelMetrics metrics) {
    return metrics.exemplars();
  }
}
