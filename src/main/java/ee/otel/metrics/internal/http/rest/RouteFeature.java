package ee.otel.metrics.internal.http.rest;

import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Lets Jakarta REST hand over what a request matched; found by each application that does not set
 * {@code jakarta.ws.rs.loadServices=false}. It measures nothing.
 */
public final class RouteFeature implements Feature {

  @Override
  public boolean configure(FeatureContext context) {
    if (context.getConfiguration().getRuntimeType() != RuntimeType.SERVER) {
      return false;
    }
    context.register(new RestArrival());
    context.register(new RouteHandover());
    context.register(new TraceHandover());
    return true;
  }
}
