package ee.otel.metrics.internal.http.server;

import jakarta.servlet.http.HttpServletMapping;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<String, Route> servletRoutes = new ConcurrentHashMap<>();
  private @Nullable Supplier<@Nullable ServerMetrics> source;
  private volatile boolean asked;
  private volatile @Nullable ServerMetrics metrics;

  /**
   * @param contextPath as it was deployed, not as a request spells it
   * @param source answers null where nothing is to be measured
   */
  WebApplication(String contextPath, Supplier<@Nullable ServerMetrics> source) {
    this.contextPath = contextPath;
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
   * The route of a servlet. Static resources, and whatever else nobody but the container's own
   * servlet answers, have none.
   */
  Route servletRoute(ServerMetrics metrics, @Nullable HttpServletMapping mapping, int status) {
    String pattern = mapping == null ? null : mapping.getPattern();
    if (pattern == null || pattern.equals("/")) {
      return metrics.route(null, contextPath);
    }
    if (pattern.startsWith("*") && status == 404) {
      // A suffix names no resource.
      return metrics.route(null, contextPath);
    }
    Route known = servletRoutes.get(pattern);
    return known != null
        ? known
        : servletRoutes.computeIfAbsent(
            pattern,
            all ->
                metrics.route(contextPath + (all.startsWith("/") ? "" : "/") + all, contextPath));
  }
}
