package ee.otel.metrics;

import ee.otel.metrics.internal.export.ScheduledExporter;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionTarget;

/** An exporter that CDI manages, and what made it. */
record RunningExporter(
    InjectionTarget<ScheduledExporter> target,
    CreationalContext<ScheduledExporter> context,
    ScheduledExporter exporter) {

  static RunningExporter start(BeanManager beans) {
    InjectionTarget<ScheduledExporter> target =
        beans
            .getInjectionTargetFactory(beans.createAnnotatedType(ScheduledExporter.class))
            .createInjectionTarget(null);
    CreationalContext<ScheduledExporter> context = beans.createCreationalContext(null);
    ScheduledExporter exporter = target.produce(context);
    target.inject(exporter, context);
    target.postConstruct(exporter);
    return new RunningExporter(target, context, exporter);
  }

  void end() {
    target.preDestroy(exporter);
    target.dispose(exporter);
    context.release();
  }
}
