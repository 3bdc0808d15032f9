package ee.otel.metrics.server.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** Loads no services, and so cannot tell its routes. */
@ApplicationPath("quiet")
public class Quiet extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(Orders.class);
  }

  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jakarta.ws.rs.loadServices", false);
  }
}
