package ee.otel.metrics.benchmark.server;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The API's own meter, which does nothing. */
@ApplicationScoped
public class NoMeter {

  @Produces
  @Singleton
  Meter meter() {
    return MeterProvider.noop().get("shop");
  }
}
