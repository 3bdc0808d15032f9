package ee.otel.metrics.benchmark.server;

import ee.otel.demo.shop.Product;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Cheap to answer, so that what measuring costs is seen. */
@Path("prices")
@ApplicationScoped
public class PricesResource {
  static final String LOOKUPS = "shop.price.lookups";
  static final String DURATION = "shop.price.duration";

  private static final AttributeKey<String> PRODUCT = AttributeKey.stringKey("shop.product");
  private static final AttributeKey<String> COUNTRY = AttributeKey.stringKey("shop.country");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  @Inject Meter meter;

  private LongCounter lookups;
  private DoubleHistogram duration;

  @PostConstruct
  void build() {
    lookups = meter.counterBuilder(LOOKUPS).setUnit("{lookup}").build();
    duration =
        meter
            .histogramBuilder(DURATION)
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(
                List.of(
                    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5,
                    10.0))
            .build();
  }

  /**
   * The product's price in euros.
   *
   * @param measurings how often to measure what a request usually measures once
   */
  @GET
  public String price(
      @QueryParam("product") Product product,
      @QueryParam("country") String country,
      @QueryParam("measurings") @DefaultValue("1") int measurings) {
    long begin = System.nanoTime();
    String price = Double.toString(product.price());
    for (int i = 0; i < measurings; i++) {
      Attributes attributes =
          Attributes.of(PRODUCT, product.name(), COUNTRY, country, STATUS, 200L);
      lookups.add(1, attributes);
      duration.record((System.nanoTime() - begin) / 1e9, attributes);
    }
    return price;
  }
}
