package ee.otel.metrics;

import ee.otel.metrics.api.MetricExporter;
import ee.otel.metrics.internal.export.ScheduledExporter;
import ee.otel.metrics.internal.health.Health;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionTarget;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Runs the exporter where the container takes it for no EJB: on a server without EJB, and in a WAR
 * whose {@code web.xml} says {@code metadata-complete}. It begins and ends with the application's
 * scope then, and is timed by the managed scheduled executor.
 */
@ApplicationScoped
class ExporterStandIn {
  @Inject private MetricsExtension extension;
  @Inject private BeanManager beans;
  @Inject private Health health;

  private @Nullable Running running;

  /** An exporter and what made it. */
  private record Running(
      InjectionTarget<ScheduledExporter> target,
      CreationalContext<ScheduledExporter> context,
      ScheduledExporter exporter) {

    static Running start(BeanManager beans) {
      InjectionTarget<ScheduledExporter> target =
          beans
              .getInjectionTargetFactory(beans.createAnnotatedType(ScheduledExporter.class))
              .createInjectionTarget(null);
      CreationalContext<ScheduledExporter> context = beans.createCreationalContext(null);
      ScheduledExporter exporter = target.produce(context);
      target.inject(exporter, context);
      target.postConstruct(exporter);
      return new Running(target, context, exporter);
    }

    void end() {
      target.preDestroy(exporter);
      target.dispose(exporter);
      context.release();
    }
  }

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

  /** The exporter, which begins with this if it has not before. */
  synchronized MetricExporter exporter() {
    if (running == null) {
      running = Running.start(beans);
      health.info(
          () ->
              "Metrics are exported without EJB: there is none here, or web.xml says"
                  + " metadata-complete; see docs/servers.md.");
    }
    return running.exporter();
  }

  synchronized void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    Running ending = running;
    running = null;
    if (ending != null) {
      ending.end();
    }
  }
}
