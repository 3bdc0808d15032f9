package ee.otel.metrics;

import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.ExportConfig;
import ee.otel.metrics.internal.config.ExportConfig.ExporterKind;
import ee.otel.metrics.internal.config.LiveConfig;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.http.server.ServerEdge;
import ee.otel.metrics.internal.http.server.ServerMetrics;
import ee.otel.metrics.internal.live.LivePage;
import ee.otel.metrics.internal.live.LiveServlet;
import ee.otel.metrics.internal.prometheus.PrometheusScrape;
import ee.otel.metrics.internal.prometheus.ScrapeServlet;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds the filter and the servlets of this library to a web application, as far as they are
 * configured.
 *
 * <p>Runs whatever {@code web.xml} says of metadata. Beans may not be there yet: they are looked up
 * at requests.
 */
public final class WebInitializer implements ServletContainerInitializer {

  @Override
  public void onStartup(Set<Class<?>> types, ServletContext context) {
    Health health = new Health(System::nanoTime);
    try {
      // The beans that use the values warn of bad ones.
      install(context, ConfigReader.ofApplication(Health.silent()), health);
    } catch (RuntimeException | LinkageError e) {
      health.warning(
          () ->
              "Metrics of web requests and scrapes are off: "
                  + e
                  + ". The application is not affected.");
    }
  }

  private static void install(ServletContext context, ConfigReader config, Health health) {
    ExportConfig export = config.export();
    if (!export.disabled() && config.http().server()) {
      ServerEdge.install(
          context, () -> requestMetrics(context, health), warning -> health.warning(() -> warning));
    }
    if (!export.disabled() && export.exporters().contains(ExporterKind.PROMETHEUS)) {
      ScrapeServlet.install(
          context, config.prometheus(), health, () -> bean(PrometheusScrape.class));
    }
    LiveConfig live = config.live();
    if (!export.disabled() && live.enabled()) {
      LiveServlet.install(context, live, health, () -> bean(LivePage.class));
    }
  }

  private static @Nullable ServerMetrics requestMetrics(ServletContext context, Health health) {
    try {
      return bean(ServerEdge.Switch.class).metrics().orElse(null);
    } catch (RuntimeException | LinkageError e) {
      health.warning(
          () ->
              "HTTP requests of the application at \""
                  + context.getContextPath()
                  + "\" are not measured, since its beans are not there: "
                  + e
                  + ". With bean-discovery-mode=\"none\" some servers start no CDI: write"
                  + " \"annotated\" into WEB-INF/beans.xml. With an <absolute-ordering> in web.xml,"
                  + " add <others/> to it; see docs/servers.md.");
      return null;
    }
  }

  private static <T> T bean(Class<T> type) {
    return CDI.current().select(type).get();
  }
}
