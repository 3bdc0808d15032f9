package ee.otel.metrics.server.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What lies below is found by locators. */
@Path("shops")
@RequestScoped
public class Shops {
  @Inject Staff staff;

  @Path("{shop}/staff")
  public Staff staff() {
    return staff;
  }

  @Path("{shop}/deputies")
  public Staff deputies() {
    return staff;
  }

  @Path("{shop}/stock")
  public Object stock() {
    return new Stock();
  }

  @Path("class/{shop}")
  public Class<Stock> stockClass() {
    return Stock.class;
  }

  /** A bean that is a sub-resource. */
  @RequestScoped
  public static class Staff {
    @GET
    @Path("{name}")
    public String one() {
      return "one";
    }
  }

  public static class Stock {
    @GET
    @Path("items/{item}")
    public String item() {
      return "item";
    }

    @Path("shelf/{number}")
    public Shelves shelf() {
      return new Shelves();
    }
  }

  public static class Shelves {
    @GET
    @Path("box/{box}")
    public String box() {
      return "box";
    }
  }
}
