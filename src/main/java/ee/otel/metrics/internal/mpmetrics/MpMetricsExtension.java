package ee.otel.metrics.internal.mpmetrics;

import ee.otel.metrics.internal.annotation.AnnotationsExtension;
import ee.otel.metrics.internal.annotation.Gauges;
import ee.otel.metrics.internal.annotation.MethodMetrics;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.SessionBeanType;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Implements MicroProfile Metrics where the application brings its API, and measures its
 * annotations beside the server's own implementation where a key asks for it. Does nothing where
 * there is no such API.
 */
public class MpMetricsExtension implements Extension {
  /** {@code auto}, {@code always} or {@code off}. */
  public static final String KEY = "otel.metrics.ee.microprofile.metrics";

  private static final Logger LOGGER = Logger.getLogger("ee.otel.metrics");
  private static final String API = "org.eclipse.microprofile.metrics.MetricRegistry";

  private final List<Found> beans = new ArrayList<>();
  private @Nullable Registries registries;
  private MethodMetrics.@Nullable Recorder recorder;

  /** A bean, remembered until all are known. */
  private record Found(Bean<?> bean, boolean isEjb, boolean hasOneInstance) {}

  /**
   * First of all: Payara's own extension defines the same bindings, and what comes after it would
   * bind nothing.
   */
  void begin(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) BeforeBeanDiscovery event,
      BeanManager manager) {
    String mode = property(KEY).orElse("auto").toLowerCase(Locale.ROOT);
    Class<?> api = api();
    if (api == null || mode.equals("off")) {
      return;
    }
    boolean ofApplication = api.getClassLoader() == MpMetricsExtension.class.getClassLoader();
    if (ofApplication || mode.equals("always")) {
      Late.begin(this, event, manager, ofApplication);
    }
  }

  private static @Nullable Class<?> api() {
    try {
      return Class.forName(API, false, MpMetricsExtension.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError notThere) {
      return null;
    }
  }

  private static Optional<String> property(String name) {
    try {
      Config config = ConfigProvider.getConfig();
      Optional<String> value = config.getOptionalValue(name, String.class);
      return value.isPresent() || !isEmptyOnPurpose(config, name) ? value : Optional.of("");
    } catch (RuntimeException | LinkageError notNow) {
      return Optional.empty();
    }
  }

  /** Whether a source says nothing for that name, which reads like no source that has it. */
  private static boolean isEmptyOnPurpose(Config config, String name) {
    for (ConfigSource source : config.getConfigSources()) {
      String value = source.getValue(name);
      if (value != null) {
        return value.isBlank();
      }
    }
    return false;
  }

  /** Whether the annotations are measured. */
  boolean isActive() {
    return registries != null;
  }

  Registries registries() {
    return Objects.requireNonNull(registries, "not active");
  }

  MethodMetrics.Recorder recorder() {
    return Objects.requireNonNull(recorder, "not active");
  }

  <X> void managedBean(@Observes ProcessManagedBean<X> event) {
    Class<?> scope = event.getBean().getScope();
    add(event.getBean(), false, scope == ApplicationScoped.class || scope == Singleton.class);
  }

  <X> void sessionBean(@Observes ProcessSessionBean<X> event) {
    add(event.getBean(), true, event.getSessionBeanType() == SessionBeanType.SINGLETON);
  }

  private void add(Bean<?> bean, boolean isEjb, boolean hasOneInstance) {
    if (isActive() && !bean.getBeanClass().isAnnotationPresent(Interceptor.class)) {
      beans.add(new Found(bean, isEjb, hasOneInstance));
    }
  }

  /** Specification: <em>Responsibility of the MicroProfile Metrics implementation</em>. */
  void register(@Observes AfterDeploymentValidation event, BeanManager manager) {
    if (isActive()) {
      for (Found found : beans) {
        try {
          Late.register(this, found, manager);
        } catch (IllegalArgumentException contradiction) {
          event.addDeploymentProblem(contradiction);
        } catch (LinkageError notWhole) {
          // A class that names another one that is not there; the container decides about it.
        }
      }
      beans.clear();
    }
  }

  /** What touches the API of MicroProfile Metrics, and is loaded where there is one. */
  private static final class Late {
    private Late() {}

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

    static void register(MpMetricsExtension extension, Found found, BeanManager manager) {
      AnnotatedRecorder recorder = (AnnotatedRecorder) extension.recorder();
      Class<?> type = found.bean.getBeanClass();
      for (Executable member : MethodMetrics.members(type)) {
        recorder.register(type, member);
        if (member instanceof Method method && !found.hasOneInstance && isGauge(method)) {
          LOGGER.log(
              Level.WARNING,
              () ->
                  method
                      + " is not observed: its bean may have several instances. Put @Gauge on an"
                      + " @ApplicationScoped or singleton bean.");
        }
        if (member instanceof Method method && found.hasOneInstance && Gauges.isGetter(method)) {
          recorder.registerGauges(new Gauges.Getter(found.bean, found.isEjb, method), manager);
        }
      }
    }
  }
}
