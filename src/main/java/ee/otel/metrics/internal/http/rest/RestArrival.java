package ee.otel.metrics.internal.http.rest;

import ee.otel.metrics.internal.http.RestRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/**
 * Reports that Jakarta REST answers, so that a 404 is known to mean a resource that does not exist.
 */
@PreMatching
final class RestArrival implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getProperty(RestRequest.PROPERTY) instanceof RestRequest measured) {
      measured.reachedRest();
    }
  }
}
