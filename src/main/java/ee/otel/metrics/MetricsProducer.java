package ee.otel.metrics;

import ee.otel.metrics.config.ConfigReader;
import ee.otel.metrics.config.ExemplarFilterKind;
import ee.otel.metrics.config.ExportConfig;
import ee.otel.metrics.config.SdkConfig;
import ee.otel.metrics.exemplar.ExemplarFilter;
import ee.otel.metrics.health.Health;
import ee.otel.metrics.health.Losses;
import ee.otel.metrics.serverspan.ServerSpans;
import ee.otel.metrics.snapshot.Resource;
import ee.otel.metrics.storage.ExemplarsStorage;
import ee.otel.metrics.storage.InstrumentsStorage;
import ee.otel.metrics.storage.MetricsStorage;
import ee.otel.metrics.view.View;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The beans of an application's metrics. All are singletons without a proxy: recording must not pay
 * for one, and the last export must not depend on one.
 */
@ApplicationScoped
class MetricsProducer {

  @Produces
  @Singleton
  Health health() {
    return new Health(System::nanoTime);
  }

  @Produces
  @Singleton
  Losses losses() {
    return new Losses();
  }

  @Produces
  @Singleton
  ConfigReader config(Health health) {
    return ConfigReader.ofApplication(health);
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
      Health health,
      Losses losses,
      @Any Instance<View> views,
      @Any Instance<ExemplarFilter> exemplarFilters,
      BeanManager beans) {
    ExportConfig export = config.export();
    SdkConfig sdk = config.sdk();
    boolean on = !export.disabled() && !export.exporters().isEmpty();
    ApiGeneration.check(health);
    OtelMetrics.Builder builder =
        OtelMetrics.builder()
            .spans(ServerSpans.find(neighbours(beans)))
            .health(health)
            .losses(losses)
            .enabledMeters(scope -> on)
            .exemplarFilter(
                exemplarFilters.isResolvable()
                    ? exemplarFilters.get()
                    : filter(sdk.exemplarFilter()))
            .removedAttributesInExemplars(sdk.exemplarFilteredAttributes());
    sdk.idleTimeout().ifPresent(builder::idleTimeout);
    export.exporters().forEach(kind -> builder.reader(ReaderChoice.of(kind, sdk)));
    views.forEach(builder::view);
    return builder.build();
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

  private static ExemplarFilter filter(ExemplarFilterKind kind) {
    return switch (kind) {
      case TRACE_BASED -> ExemplarFilter.traceBased();
      case ALWAYS_ON -> ExemplarFilter.alwaysOn();
      case ALWAYS_OFF -> ExemplarFilter.alwaysOff();
    };
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
