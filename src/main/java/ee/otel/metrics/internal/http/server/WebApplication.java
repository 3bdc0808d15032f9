package ee.otel.metrics.internal.http.server;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The web application whose requests are measured.
 *
 * <p>Its metrics are asked for at the first request and not before: while the application starts,
 * they may not be there yet.
 */
final class WebApplication {
  private final String contextPath;
  private final Consumer<String> warnings;
  private final Map<String, Route> servletRoutes = new ConcurrentHashMap<>();
  private @Nullable Supplier<@Nullable ServerMetrics> source;
  private volatile boolean asked;
  private volatile @Nullable ServerMetrics metrics;

  /**
   * @param contextPath as it was deployed, not as a request spells it
   * @param source answers null where nothing is to be measured
   * @param warnings takes what the application's author has to know
   */
  WebApplication(
      String contextPath, Supplier<@Nullable ServerMetrics> source, Consumer<String> warnings) {
    this.contextPath = contextPath;
    this.warnings = warnings;
    this.source = source;
  }

  /** Null where nothing is measured. */
  @Nullable ServerMetrics metrics() {
    return asked ? metrics : ask();
  }

  private synchronized @Nullable ServerMetrics ask() {
    Supplier<@Nullable ServerMetrics> asking = source;
    if (asking != null) {
      source = null;
      metrics = asking.get();
      asked = true;
    }
    return metrics;
  }

  String contextPath() {
    return contextPath;
  }

  /**
   * The route of a servlet. Static resources, and all else that only the container's own servlet
   * answers, have none.
   *
   * @param rest whether Jakarta REST has reported the request
   */
  Route servletRoute(
      ServerMetrics metrics, @Nullable HttpServletMapping mapping, int status, boolean rest) {
    String pattern = mapping == null ? null : mapping.getPattern();
    // A suffix names no resource.
    if (mapping == null
        || pattern == null
        || pattern.equals("/")
        || pattern.startsWith("*") && status == 404) {
      return metrics.route(null, contextPath);
    }
    Route known = servletRoutes.get(pattern);
    if (known == null) {
      String route = contextPath + (pattern.startsWith("/") ? "" : "/") + pattern;
      known = metrics.route(route, contextPath);
      if (servletRoutes.put(pattern, known) == null && !rest) {
        warnOfSilentRest(mapping.getServletName(), route);
      }
    }
    return known;
  }

  /** Servers name the servlet of a Jakarta REST application by its class. */
  private void warnOfSilentRest(String servlet, String route) {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      Class<?> type = Class.forName(servlet, false, loader);
      if (Application.class.isAssignableFrom(type)) {
        warnings.accept(
            "The routes of Jakarta REST application "
                + servlet
                + " are not told, and all its requests are measured as "
                + route
                + ": it does not load services (jakarta.ws.rs.loadServices=false). Add "
                + "ee.otel.metrics.internal.http.rest.RouteFeature.class to its getClasses().");
      }
    } catch (ClassNotFoundException | LinkageError | RuntimeException plainServlet) {
      // Its pattern is all the route there is.
    }
  }
}
