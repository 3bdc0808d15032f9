package ee.otel.metrics;

import ee.otel.metrics.internal.annotation.AnnotationsExtension;
import ee.otel.metrics.internal.annotation.MethodMetrics;
import ee.otel.metrics.internal.mpmetrics.MpMetrics;
import ee.otel.metrics.internal.mpmetrics.MpMetricsExtension;
import io.opentelemetry.api.metrics.Meter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;

/** Wires the metrics of annotated methods. */
@ApplicationScoped
class AnnotationsProducer {

  @Produces
  @Singleton
  MethodMetrics methodMetrics(OtelMetrics metrics, MpMetrics microProfile) {
    return new MethodMetrics(
        meter(metrics),
        new MethodMetrics.Options(true, true, true),
        microProfile.recorders(),
        System::nanoTime);
  }

  @Produces
  @Singleton
  MpMetrics microProfile(OtelMetrics metrics, BeanManager beans) {
    return new MpMetrics(
        beans.getExtension(MpMetricsExtension.class),
        metrics.meterProvider().get("ee.otel.metrics.microprofile"),
        false);
  }

  /** Gauges are observed from the start; the others are made when they are needed. */
  void start(
      @Observes @Initialized(ApplicationScoped.class) Object event,
      OtelMetrics metrics,
      MpMetrics microProfile,
      BeanManager beans) {
    beans.getExtension(AnnotationsExtension.class).observe(meter(metrics), beans);
  }

  private static Meter meter(OtelMetrics metrics) {
    return metrics.meterProvider().get("ee.otel.metrics.annotation");
  }
}
