package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.annotation.Measured;
import io.opentelemetry.api.metrics.Meter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.SessionBeanType;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Makes other libraries' annotations bind our interceptor, finds the getters that are gauges, and
 * says once, when the application is deployed, what cannot be measured.
 */
public class AnnotationsExtension implements Extension {
  private static final Logger LOGGER = Logger.getLogger("ee.otel.metrics");

  private final List<AnnotationReader> readers =
      MethodMetrics.readers(new MethodMetrics.Options(true, true, true));
  private final Misuse misuse = new Misuse(readers);
  private final List<Gauges.Found> gauges = new ArrayList<>();

  /** Our own annotations are bindings by themselves. */
  void bind(@Observes BeforeBeanDiscovery event) {
    Stream.concat(
            OpenTelemetryAnnotations.BINDINGS.stream(), MicrometerAnnotations.BINDINGS.stream())
        .map(AnnotationsExtension::load)
        .flatMap(Optional::stream)
        .forEach(type -> bind(event, type));
  }

  /** Makes an annotation bind our interceptor, whatever its members say. */
  public static void bind(BeforeBeanDiscovery event, Class<? extends Annotation> type) {
    AnnotatedTypeConfigurator<?> binding = event.configureInterceptorBinding(type);
    binding.add(Measured.Literal.INSTANCE);
    binding.methods().forEach(member -> member.add(Nonbinding.Literal.INSTANCE));
  }

  /** An annotation that the application can see; empty if it has none of that name. */
  private static Optional<Class<? extends Annotation>> load(String name) {
    try {
      Class<?> type = Class.forName(name, false, AnnotationsExtension.class.getClassLoader());
      return type.isAnnotation()
          ? Optional.of(type.asSubclass(Annotation.class))
          : Optional.empty();
    } catch (ClassNotFoundException | LinkageError notThere) {
      return Optional.empty();
    }
  }

  <X> void managedBean(@Observes ProcessManagedBean<X> event) {
    Class<?> scope = event.getBean().getScope();
    add(event.getBean(), false, scope == ApplicationScoped.class || scope == Singleton.class);
  }

  <X> void sessionBean(@Observes ProcessSessionBean<X> event) {
    add(event.getBean(), true, event.getSessionBeanType() == SessionBeanType.SINGLETON);
  }

  private void add(Bean<?> bean, boolean isEjb, boolean hasOneInstance) {
    Class<?> type = bean.getBeanClass();
    if (type.isAnnotationPresent(Interceptor.class)) {
      return; // A server's own interceptor does not measure itself.
    }
    try {
      misuse.check(type, hasOneInstance);
      if (hasOneInstance) {
        addGauges(bean, isEjb);
      }
    } catch (LinkageError notWhole) {
      // A class that names another one that is not there; the container decides about it.
    }
  }

  private void addGauges(Bean<?> bean, boolean isEjb) {
    for (Executable member : MethodMetrics.members(bean.getBeanClass())) {
      for (AnnotationReader reader : readers) {
        for (MetricSpec spec : reader.read(bean.getBeanClass(), member)) {
          if (spec.kind() == MetricSpec.Kind.GAUGE
              && member instanceof Method method
              && Gauges.isGetter(method)) {
            gauges.add(new Gauges.Found(new GaugeGetter(bean, isEjb, method), spec));
          }
        }
      }
    }
  }

  /** Says what cannot be measured, and begins to observe the getters, when the options say so. */
  public void start(Meter meter, BeanManager beans, MethodMetrics.Options options) {
    if (options.own()) {
      Gauges.observe(meter, beans, gauges);
    }
    if (options.own() || options.openTelemetry() || options.micrometer()) {
      misuse.warnings().forEach(warning -> LOGGER.log(Level.WARNING, warning));
    }
  }
}
