package ee.otel.metrics.internal.http.rest;

import ee.otel.metrics.internal.http.RestRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import org.jspecify.annotations.Nullable;

/** Hands over the route, before any other filter can refuse the request. */
@Priority(Integer.MIN_VALUE)
final class RouteHandover implements ContainerRequestFilter {
  private final RestRoutes routes = new RestRoutes();

  @Context @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getProperty(RestRequest.PROPERTY) instanceof RestRequest measured) {
      try {
        measured.matched(
            routes.route(
                measured.contextPath(), measured.servletPattern(), request.getUriInfo(), resource));
      } catch (RuntimeException | LinkageError untold) {
        // The servlet's route counts.
      }
    }
  }
}
