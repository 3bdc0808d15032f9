package ee.otel.metrics.server.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Refuses after a resource was matched, as an authorization does. */
@Provider
public class Refusal implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().contains("refused/")) {
      request.abortWith(Response.status(403).build());
    }
  }
}
