package ee.otel.metrics.internal.http.rest;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Response;
import java.util.Set;

/** Resources of every shape that a route can have. */
public final class Shapes extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        Orders.class,
        Slashes.class,
        CatalogResource.class,
        Left.class,
        Right.class,
        Books.class,
        Shops.class,
        Refusal.class);
  }

  @Path("orders")
  public static class Orders {
    @GET
    public String all() {
      return "all";
    }

    @GET
    @Path("{id: \\d{1,3}}")
    public String one(@PathParam("id") int id) {
      return "one";
    }

    @GET
    @Path("{id}/items/{item}")
    public String item() {
      return "item";
    }

    @GET
    @Path("missing/{id}")
    public String missing() {
      throw new NotFoundException();
    }

    @GET
    @Path("broken/{id}")
    public String broken() {
      throw new IllegalStateException("broken");
    }

    @GET
    @Path("refused/{id}")
    public String refused() {
      return "never";
    }

    @GET
    @Path("file/{path: .+}")
    public String file() {
      return "file";
    }
  }

  @Path("/slashes/")
  public static class Slashes {
    @GET
    @Path("/end/")
    public String end() {
      return "end";
    }

    @GET
    @Path("/")
    public String self() {
      return "self";
    }
  }

  /** Annotated here, implemented there. */
  @Path("catalog")
  public interface Catalog {
    @GET
    @Path("{name}")
    String entry(@PathParam("name") String name);
  }

  public static class CatalogResource implements Catalog {
    @Override
    public String entry(String name) {
      return name;
    }
  }

  /** Its method belongs to two resources. */
  public abstract static class Side {
    @GET
    @Path("of/{what}")
    public String of() {
      return "of";
    }
  }

  @Path("left")
  public static class Left extends Side {}

  @Path("right")
  public static class Right extends Side {}

  /** Of any kind of key. */
  public interface Shelf<T> {
    @DELETE
    @Path("{key}")
    String remove(@PathParam("key") T key);
  }

  @Path("books")
  public static class Books implements Shelf<String> {
    @Override
    public String remove(String key) {
      return key;
    }
  }

  /** What lies below is found by locators. */
  @Path("shops")
  public static class Shops {
    @Path("{shop}/staff")
    public Staff staff() {
      return new Staff();
    }

    @Path("{shop}/stock")
    public Object stock() {
      return new Stock();
    }

    @Path("class/{shop}")
    public Class<Stock> stockClass() {
      return Stock.class;
    }

    @Path("all/stock")
    public Stock allStock() {
      return new Stock();
    }
  }

  public static class Staff {
    @GET
    public String all() {
      return "all";
    }

    @GET
    @Path("{name}")
    public String one() {
      return "one";
    }

    @Path("{name}/boss")
    public Staff boss() {
      return this;
    }
  }

  public static class Stock {
    @POST
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

  /** Refuses after a resource was matched, as an authorization does. */
  public static class Refusal implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      if (request.getUriInfo().getPath().contains("refused/")) {
        request.abortWith(Response.status(403).build());
      }
    }
  }
}
