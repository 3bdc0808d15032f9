package ee.otel.metrics.internal.http.rest;

import ee.otel.metrics.internal.http.RestRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/**
 * Lets the span of the request be seen, after the server's own filter has made it current and
 * before the server ends it.
 */
@Priority(Integer.MAX_VALUE)
final class TraceHandover implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getProperty(RestRequest.PROPERTY) instanceof RestRequest measured) {
      measured.traced();
    }
  }
}
