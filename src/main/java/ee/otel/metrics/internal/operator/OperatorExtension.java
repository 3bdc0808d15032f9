package ee.otel.metrics.internal.operator;

import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.health.Health;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;

/**
 * Removes the health check unless it is configured. Where the server has no API for it, {@code
 * beans.xml} has left it out, and this class may not name it.
 */
public class OperatorExtension implements Extension {
  private static final String API = "org.eclipse.microprofile.health.HealthCheck";

  /** Warns where the check is configured and the server has no API for it. */
  void check(@Observes BeforeBeanDiscovery event) {
    if (isAskedFor()) {
      try {
        Class.forName(API, false, OperatorExtension.class.getClassLoader());
      } catch (ClassNotFoundException | LinkageError noSuchApi) {
        new Health(System::nanoTime)
            .warning(
                () ->
                    "otel.metrics.ee.operator.health is true, but the server has no MicroProfile"
                        + " Health: there is no health check of the export.");
      }
    }
  }

  <T> void veto(
      @Observes @WithAnnotations(OptionalHealthCheck.class) ProcessAnnotatedType<T> event) {
    if (!isAskedFor()) {
      event.veto();
    }
  }

  private static boolean isAskedFor() {
    try {
      // The beans that use the values warn of bad ones.
      return ConfigReader.ofApplication(Health.silent()).operator().healthCheck();
    } catch (RuntimeException noConfiguration) {
      return false;
    }
  }
}
