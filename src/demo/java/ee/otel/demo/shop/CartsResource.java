package ee.otel.demo.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Open a cart, fill it, check out. */
@Path("carts")
@RequestScoped
public class CartsResource {
  @Inject Shop shop;
  @Inject ShopMetrics metrics;

  /** The new cart's number. */
  @POST
  public String open() {
    int cart = shop.openCart();
    metrics.cartOpened(cart);
    return Integer.toString(cart);
  }

  /** As many of the product as wanted and on the shelf; 409 when there is none. */
  @POST
  @Path("{cart}/items")
  public Response add(
      @PathParam("cart") int cart,
      @QueryParam("product") Product product,
      @QueryParam("count") @DefaultValue("1") int count) {
    int added = 0;
    while (added < count && shop.putIntoCart(cart, product)) {
      added++;
    }
    metrics.itemsAdded(added);
    return Response.status(added == 0 ? Response.Status.CONFLICT : Response.Status.OK)
        .entity(Integer.toString(added))
        .build();
  }

  /** The receipt: what is to be paid, and a signature. */
  @POST
  @Path("{cart}/checkout")
  public String checkOut(
      @PathParam("cart") int cart, @QueryParam("payment") @DefaultValue("CARD") Payment payment) {
    long begin = System.nanoTime();
    double euros = shop.checkOut(cart).orElseThrow(NotFoundException::new);
    String receipt = Receipt.signed(cart, euros);
    metrics.checkedOut(payment, euros, Duration.ofNanos(System.nanoTime() - begin));
    return receipt;
  }
}
