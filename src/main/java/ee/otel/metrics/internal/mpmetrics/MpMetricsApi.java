package ee.otel.metrics.internal.mpmetrics;

import ee.otel.metrics.internal.annotation.AnnotationsExtension;
import ee.otel.metrics.internal.annotation.GaugeGetter;
import ee.otel.metrics.internal.annotation.Gauges;
import ee.otel.metrics.internal.annotation.MethodMetrics;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.logging.Level;
import java.util.logging.Logger;

/** All that needs the API of MicroProfile Metrics; loaded only where the application has it. */
final class MpMetricsApi {
  private static final Logger LOGGER = Logger.getLogger("ee.otel.metrics");

  private MpMetricsApi() {}

  static void begin(
      MpMetricsExtension extension,
      BeforeBeanDiscovery event,
      BeanManager manager,
      boolean implementing) {
    Registries made = new Registries(MpMetricsExtension::property);
    extension.registries = made;
    extension.recorder = new AnnotatedRecorder(made);
    AnnotationsExtension.bind(event, org.eclipse.microprofile.metrics.annotation.Counted.class);
    AnnotationsExtension.bind(event, org.eclipse.microprofile.metrics.annotation.Timed.class);
    if (implementing) {
      event.addAnnotatedType(
          manager.createAnnotatedType(RegistryProducer.class), RegistryProducer.class.getName());
    }
  }

  private static boolean isGauge(Method method) {
    return method.isAnnotationPresent(org.eclipse.microprofile.metrics.annotation.Gauge.class);
  }

  static void register(
      MpMetricsExtension extension, MpMetricsExtension.Found found, BeanManager manager) {
    AnnotatedRecorder recorder = (AnnotatedRecorder) extension.recorder();
    Class<?> type = found.bean().getBeanClass();
    for (Executable member : MethodMetrics.members(type)) {
      recorder.register(type, member);
      if (member instanceof Method method && !found.hasOneInstance() && isGauge(method)) {
        LOGGER.log(
            Level.WARNING,
            () ->
                method
                    + " is not observed: its bean may have several instances. Put @Gauge on an"
                    + " @ApplicationScoped or singleton bean.");
      }
      if (member instanceof Method method && found.hasOneInstance() && Gauges.isGetter(method)) {
        recorder.registerGauges(new GaugeGetter(found.bean(), found.isEjb(), method), manager);
      }
    }
  }
}
