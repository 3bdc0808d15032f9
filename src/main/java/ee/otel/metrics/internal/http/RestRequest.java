package ee.otel.metrics.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * A request that is measured, as Jakarta REST sees it: a property of the request under the name
 * {@value #PROPERTY}.
 */
public interface RestRequest {
  String PROPERTY = "ee.otel.metrics.http.server.request";

  /** Jakarta REST has begun to look for what the request matches. */
  void reachedRest();

  /** Jakarta REST has matched a resource method; the route is null where it is unknown. */
  void matched(@Nullable String route);

  /** The span that the server made for the request is current now. */
  void traced();

  /** The application's context path, as it was deployed. */
  String contextPath();

  /** The URL pattern of the servlet that is Jakarta REST; null where it is not known. */
  @Nullable String servletPattern();
}
