package ee.otel.metrics;

import ee.otel.metrics.api.MetricExporter;
import ee.otel.metrics.internal.health.Health;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Runs the exporter where the container does not take it for an EJB: on a server without EJB, and
 * in a WAR whose {@code web.xml} says {@code metadata-complete}. It begins and ends with the
 * application's scope, timed by the managed scheduled executor.
 */
@ApplicationScoped
class ExporterStandIn {
  @Inject private MetricsExtension extension;
  @Inject private BeanManager beans;
  @Inject private Health health;

  private @Nullable RunningExporter running;

  void begin(@Observes @Initialized(ApplicationScoped.class) Object event) {
    if (!extension.needsStandIn()) {
      return;
    }
    try {
      exporter();
    } catch (RuntimeException | LinkageError e) {
      health.warning(
          () ->
              "Metrics are not exported: there is no EJB here, and the exporter could not start"
                  + " without: "
                  + e
                  + ". The application is not affected; see docs/servers.md.");
    }
  }

  /** The exporter; the first call starts it. */
  synchronized MetricExporter exporter() {
    if (running == null) {
      running = RunningExporter.start(beans);
      health.info(
          () ->
              "Metrics are exported without EJB: there is none here, or web.xml says"
                  + " metadata-complete; see docs/servers.md.");
    }
    return running.exporter();
  }

  synchronized void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    RunningExporter ending = running;
    running = null;
    if (ending != null) {
      ending.end();
    }
  }
}
