package ee.otel.metrics.server;

import io.opentelemetry.api.metrics.Meter;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Measures at its end, which is in no order with the exporter's. */
@Singleton
@Startup
public class LateClerk {
  @Inject private Meter meter;

  @PreDestroy
  void end() {
    meter.counterBuilder("late.clerk").build().add(1);
  }
}
