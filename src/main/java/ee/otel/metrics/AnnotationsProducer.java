package ee.otel.metrics;

import ee.otel.metrics.internal.annotation.AnnotationsExtension;
import ee.otel.metrics.internal.annotation.MethodMetrics;
import io.opentelemetry.api.metrics.Meter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.util.List;

/** Wires the metrics of annotated methods. */
@ApplicationScoped
class AnnotationsProducer {

  @Produces
  @Singleton
  MethodMetrics methodMetrics(OtelMetrics metrics) {
    return new MethodMetrics(
        meter(metrics), new MethodMetrics.Options(true, true, true), List.of(), System::nanoTime);
  }

  /** Gauges are observed from the start; the others are made when they are needed. */
  void start(
      @Observes @Initialized(ApplicationScoped.class) Object event,
      OtelMetrics metrics,
      BeanManager beans) {
    beans.getExtension(AnnotationsExtension.class).observe(meter(metrics), beans);
  }

  private static Meter meter(OtelMetrics metrics) {
    return metrics.meterProvider().get("ee.otel.metrics.annotation");
  }
}
