package ee.otel.metrics;

import ee.otel.metrics.internal.annotation.AnnotationsExtension;
import ee.otel.metrics.internal.annotation.MethodMetrics;
import ee.otel.metrics.internal.config.AnnotationsConfig;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.mpmetrics.MpMetrics;
import ee.otel.metrics.internal.mpmetrics.MpMetricsExtension;
import io.opentelemetry.api.metrics.Meter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;

/** Wires the metrics of annotated methods, and those of MicroProfile Metrics. */
@ApplicationScoped
class AnnotationsProducer {

  @Produces
  @Singleton
  MethodMetrics methodMetrics(OtelMetrics metrics, ConfigReader config, MpMetrics microProfile) {
    return new MethodMetrics(
        meter(metrics), options(config), microProfile.recorders(), System::nanoTime);
  }

  @Produces
  @Singleton
  MpMetrics microProfile(OtelMetrics metrics, ConfigReader config, BeanManager beans) {
    return new MpMetrics(
        beans.getExtension(MpMetricsExtension.class),
        metrics.meterProvider().get("ee.otel.metrics.microprofile"),
        config.annotations().originalUnits());
  }

  /** Gauges are observed from the start; the others are made when they are needed. */
  void start(
      @Observes @Initialized(ApplicationScoped.class) Object event,
      OtelMetrics metrics,
      ConfigReader config,
      MpMetrics microProfile,
      BeanManager beans) {
    beans.getExtension(AnnotationsExtension.class).start(meter(metrics), beans, options(config));
  }

  private static MethodMetrics.Options options(ConfigReader config) {
    AnnotationsConfig annotations = config.annotations();
    return new MethodMetrics.Options(
        annotations.own(), annotations.openTelemetry(), annotations.micrometer());
  }

  private static Meter meter(OtelMetrics metrics) {
    return metrics.meterProvider().get("ee.otel.metrics.annotation");
  }
}
