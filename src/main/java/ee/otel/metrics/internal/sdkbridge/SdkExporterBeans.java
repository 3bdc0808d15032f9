package ee.otel.metrics.internal.sdkbridge;

import ee.otel.metrics.api.PushMetricExporter;
import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Exporters of the SDK's type that are beans of the application. */
final class SdkExporterBeans {
  private SdkExporterBeans() {}

  static Optional<PushMetricExporter> find(
      String name, Instance<Object> beans, Supplier<Duration> timeout, Health health) {
    return beans
        .select(MetricExporter.class, Any.Literal.INSTANCE)
        .handlesStream()
        .filter(handle -> nameOf(handle.getBean()).equalsIgnoreCase(name))
        .findFirst()
        .map(handle -> new SdkExporter(name, handle.get(), timeout, health));
  }

  private static String nameOf(Bean<?> bean) {
    String name = bean.getName();
    return name == null ? bean.getBeanClass().getName() : name;
  }
}
