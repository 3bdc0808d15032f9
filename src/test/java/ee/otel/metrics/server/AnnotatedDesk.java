package ee.otel.metrics.server;

import ee.otel.metrics.annotation.Attribute;
import ee.otel.metrics.annotation.Counted;
import ee.otel.metrics.annotation.Gauge;
import ee.otel.metrics.annotation.Timed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A desk of the till that measures by annotations alone. */
@ApplicationScoped
@Path("annotated")
public class AnnotatedDesk {

  /** Sells something. */
  @GET
  @Path("{what}")
  @Counted(name = "till.annotated")
  @Timed(name = "till.annotated.duration")
  public CompletionStage<String> sell(@Attribute(name = "what") @PathParam("what") String what) {
    return CompletableFuture.completedFuture(what + "\n");
  }

  /** What is left. */
  @Gauge(name = "till.left")
  public int left() {
    return 3;
  }
}
