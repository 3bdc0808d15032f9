package ee.otel.metrics;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import jakarta.enterprise.inject.Instance;

/** The OpenTelemetry objects that an application has injected, made of this library's beans. */
final class ApplicationMeters {
  private ApplicationMeters() {}

  static MeterProvider meterProvider(Instance<Object> beans) {
    return beans.select(OtelMetrics.class).get().meterProvider();
  }

  /** The meter whose scope is named after the application. */
  static Meter meter(Instance<Object> beans) {
    String name = ApplicationName.lookUp();
    return meterProvider(beans).get(name == null ? "application" : name);
  }

  /** Our metrics; of everything else what {@code server} has. */
  static OpenTelemetry openTelemetry(Instance<Object> beans, OpenTelemetry server) {
    return new MetricsOpenTelemetry(server, meterProvider(beans));
  }
}
