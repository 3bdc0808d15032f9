package ee.otel.demo.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is left on the shelves. */
@Path("stock")
@RequestScoped
public class StockResource {
  @Inject Shop shop;

  /** A line for each product. */
  @GET
  public String stock() {
    return Arrays.stream(Product.values())
        .map(product -> product + " " + shop.stockOf(product) + "\n")
        .collect(Collectors.joining());
  }
}
