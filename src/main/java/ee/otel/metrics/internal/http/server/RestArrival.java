package ee.otel.metrics.internal.http.server;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** Says that Jakarta REST answers, so that a 404 is known for a resource that does not exist. */
@PreMatching
final class RestArrival implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getProperty(MeasuredRequest.ATTRIBUTE) instanceof MeasuredRequest measured) {
      measured.reachedRest();
    }
  }
}
