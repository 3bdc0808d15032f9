package shop;

import ee.otel.metrics.annotation.Timed;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Counts what it sells; the request, and the JVM, are measured without a line here. */
@Path("orders")
@ApplicationScoped
public class Orders {
  private static final AttributeKey<String> PRODUCT = AttributeKey.stringKey("shop.product");

  @Inject private Meter meter;
  private LongCounter orders;

  @PostConstruct
  void start() {
    orders = meter.counterBuilder("shop.orders").setUnit("{order}").build();
  }

  @GET
  @Path("{product}")
  @Timed
  public String order(@PathParam("product") String product) {
    orders.add(1, Attributes.of(PRODUCT, product));
    return "sold: " + product + "\n";
  }
}
