package ee.otel.metrics.server.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** A bean with a client proxy. */
@ApplicationScoped
@Path("/orders/")
public class Orders {
  @GET
  public String all() {
    return "all";
  }

  @POST
  public String add(String order) {
    return order;
  }

  @GET
  @Path("{id: \\d{1,3}}")
  public String one(@PathParam("id") int id) {
    return "one";
  }

  @GET
  @Path("/missing/{id}")
  public String missing() {
    throw new NotFoundException();
  }

  @GET
  @Path("refused/{id}")
  public String refused() {
    return "never";
  }
}
