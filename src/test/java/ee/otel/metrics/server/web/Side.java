package ee.otel.metrics.server.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Its method belongs to two resources. */
public abstract class Side {
  @GET
  @Path("of/{what}")
  public String of() {
    return "of";
  }
}
