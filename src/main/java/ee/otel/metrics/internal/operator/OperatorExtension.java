package ee.otel.metrics.internal.operator;

import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.health.Health;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/** Adds the health check where it is asked for and the server has the API for it. */
public class OperatorExtension implements Extension {
  void addHealthCheck(@Observes BeforeBeanDiscovery event) {
    try {
      // Of bad values the beans that use them will tell.
      if (ConfigReader.ofApplication(Health.silent()).operator().healthCheck()) {
        event.addAnnotatedType(ExportHealthCheck.class, ExportHealthCheck.class.getName());
      }
    } catch (LinkageError noSuchApi) {
      new Health(System::nanoTime)
          .warning(
              () ->
                  "otel.metrics.ee.operator.health is true, but the server has no MicroProfile"
                      + " Health: there is no health check of the export.");
    } catch (RuntimeException noConfiguration) {
      // Off is the safe side.
    }
  }
}
