package ee.otel.metrics.server.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Annotated here, implemented there. */
@Path("catalog")
public interface Catalog {
  @GET
  @Path("{name}")
  String entry(@PathParam("name") String name);
}
