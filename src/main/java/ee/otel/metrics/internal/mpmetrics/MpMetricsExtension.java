package ee.otel.metrics.internal.mpmetrics;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
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

  private static final String API = "org.eclipse.microprofile.metrics.MetricRegistry";

  private final List<Found> beans = new ArrayList<>();
  @Nullable Registries registries;
  MethodMetrics.@Nullable Recorder recorder;

  /** A bean, remembered until all are known. */
  record Found(Bean<?> bean, boolean isEjb, boolean hasOneInstance) {}

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
      MpMetricsApi.begin(this, event, manager, ofApplication);
    }
  }

  private static @Nullable Class<?> api() {
    try {
      return Class.forName(API, false, MpMetricsExtension.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError notThere) {
      return null;
    }
  }

  static Optional<String> property(String name) {
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
          MpMetricsApi.register(this, found, manager);
        } catch (IllegalArgumentException contradiction) {
          event.addDeploymentProblem(contradiction);
        } catch (LinkageError notWhole) {
          // A class that names another one that is not there; the container decides about it.
        }
      }
      beans.clear();
    }
  }
}
