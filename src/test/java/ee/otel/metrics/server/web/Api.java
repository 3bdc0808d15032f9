package ee.otel.metrics.server.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The first Jakarta REST application of the WAR. */
@ApplicationPath("api")
public class Api extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        Orders.class,
        Shops.class,
        CatalogResource.class,
        Left.class,
        Right.class,
        Answers.class,
        Calls.class,
        Refusal.class);
  }

  /** The second one, with a resource that the first one has, too. */
  @ApplicationPath("/more/")
  public static class More extends Application {
    @Override
    public Set<Class<?>> getClasses() {
      return Set.of(Orders.class);
    }
  }
}
