package ee.otel.demo.shop;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests in flight and makes the caller's trace the current one, so that exemplars
 * point at it.
 *
 * <p>Where the server traces requests by itself, the second half is not needed.
 */
@Provider
public class RequestMetrics implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String SCOPE = RequestMetrics.class.getName();

  @Inject ShopMetrics metrics;

  @Override
  public void filter(ContainerRequestContext request) {
    metrics.requestBegins(request.getMethod());
    Context caller =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.current(), request, RequestMetrics::header);
    request.setProperty(SCOPE, caller.makeCurrent());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(SCOPE) instanceof Scope scope) {
      scope.close();
      metrics.requestEnds(request.getMethod());
    }
  }

  private static @Nullable String header(@Nullable ContainerRequestContext request, String name) {
    return request == null ? null : request.getHeaderString(name);
  }
}
