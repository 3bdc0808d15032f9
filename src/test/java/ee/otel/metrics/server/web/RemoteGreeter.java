package ee.otel.metrics.server.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** A MicroProfile REST client. */
@Path("/hello/")
public interface RemoteGreeter {
  @GET
  @Path("{name}")
  String greet(@PathParam("name") String name);
}
