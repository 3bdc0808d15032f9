package ee.otel.metrics.internal.live;

import ee.otel.metrics.internal.config.LiveConfig;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.servlet.RequestAccess;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves the live page below an application's context root. */
public final class LiveServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String NAME = "ee.otel.metrics.live";
  private static final String PATH = "/otel-metrics";
  private static final List<String> OF_PROXIES =
      List.of("X-Forwarded-For", "Forwarded", "X-Real-IP");

  /** Hosts that are this machine: a foreign page can let any other name resolve to it. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)(localhost|[a-z0-9-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");

  private final transient LiveConfig config;
  private final transient RequestAccess access;
  private final transient Supplier<LivePage> page;

  LiveServlet(LiveConfig config, Health health, Supplier<LivePage> page) {
    this.config = config;
    this.access = new RequestAccess(config.access(), health);
    this.page = page;
  }

  /**
   * Adds the servlet to an application that starts.
   *
   * @param page asked for at every request; what that throws is answered with 503
   */
  public static void install(
      ServletContext context, LiveConfig config, Health health, Supplier<LivePage> page) {
    ServletRegistration.Dynamic servlet =
        context.addServlet(NAME, new LiveServlet(config, health, page));
    if (servlet == null) {
      return; // the application has a servlet of that name: its own decision
    }
    config.access().role().ifPresent(context::declareRoles);
    if (!servlet.addMapping(PATH + "/*").isEmpty()) {
      health.warning(
          () ->
              "The live page is not served: the application has a servlet of its own at "
                  + PATH
                  + "/*.");
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LiveResponse.ALWAYS.forEach(response::setHeader);
    if (config.loopbackOnly() && !isLocal(request)) {
      send(
          request,
          response,
          LiveResponse.text(
              403,
              "The live page answers on this machine only, as http://localhost, and not behind a"
                  + " proxy: see "
                  + config.access().key()
                  + "."));
      return;
    }
    if (access.allows(request, response)) {
      send(request, response, answer(request));
    }
  }

  private static boolean isLocal(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return host != null
        && LOOPBACK.matcher(host).matches()
        && OF_PROXIES.stream().allMatch(name -> request.getHeader(name) == null);
  }

  private LiveResponse answer(HttpServletRequest request) {
    LivePage found;
    try {
      found = page.get();
    } catch (RuntimeException | LinkageError notThere) {
      return LiveResponse.text(503, "The application starts, or is being stopped.");
    }
    String path = request.getPathInfo();
    return found.answer(
        request.getMethod(), path == null ? "" : path, PATH.substring(1), since(request));
  }

  private static @Nullable String since(HttpServletRequest request) {
    // Not getParameter: of a POST it would read the body.
    String query = request.getQueryString();
    return query != null && query.startsWith("since=") ? query.substring("since=".length()) : null;
  }

  private static void send(
      HttpServletRequest request, HttpServletResponse response, LiveResponse answer)
      throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(answer.body());
    }
  }
}
