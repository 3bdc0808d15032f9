package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.internal.config.PrometheusConfig;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.servlet.RequestAccess;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Supplier;

/** Serves scrapes below the application's context root. */
public final class ScrapeServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String NAME = "ee.otel.metrics.prometheus";

  private final transient RequestAccess access;
  private final transient Supplier<PrometheusScrape> scrape;

  ScrapeServlet(RequestAccess access, Supplier<PrometheusScrape> scrape) {
    this.access = access;
    this.scrape = scrape;
  }

  /**
   * Adds the servlet to an application that starts.
   *
   * @param scrape asked at every request; what it throws is answered with 503
   */
  public static void install(
      ServletContext context,
      PrometheusConfig config,
      Health health,
      Supplier<PrometheusScrape> scrape) {
    RequestAccess access = new RequestAccess(config.access(), health);
    ServletRegistration.Dynamic servlet =
        context.addServlet(NAME, new ScrapeServlet(access, scrape));
    if (servlet == null) {
      return; // the application has a servlet of that name: its own decision
    }
    config.access().role().ifPresent(context::declareRoles);
    if (!servlet.addMapping(config.path()).isEmpty()) {
      health.warning(
          () ->
              "Metrics cannot be scraped: the application has a servlet of its own at "
                  + config.path()
                  + ". Set otel.metrics.ee.prometheus.path to another path.");
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    if (!access.allows(request, response)) {
      return;
    }
    Optional<PrometheusScrape.Answer> answer = answer(request);
    if (answer.isEmpty()) {
      response.setHeader("Retry-After", "1");
      RequestAccess.answer(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "No metrics at the moment: too many scrapes at once, or collecting failed.");
      return;
    }
    response.setHeader("Vary", "Accept, Accept-Encoding");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType(answer.get().contentType());
    if (answer.get().gzip()) {
      response.setHeader("Content-Encoding", "gzip");
    }
    byte[] body = answer.get().body();
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private Optional<PrometheusScrape.Answer> answer(HttpServletRequest request) {
    PrometheusScrape found;
    try {
      found = scrape.get();
    } catch (RuntimeException | LinkageError notThere) {
      return Optional.empty(); // the application starts, or is being stopped
    }
    return found.answer(
        String.join(",", Collections.list(request.getHeaders("Accept"))),
        String.join(",", Collections.list(request.getHeaders("Accept-Encoding"))));
  }
}
