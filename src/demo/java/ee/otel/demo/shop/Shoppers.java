package ee.otel.demo.shop;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;

/**
 * Light load: customers who come several times a second and shop over HTTP, and the courier.
 *
 * <p>Only where the key {@code shop.url} says where the shop is; an application server does not
 * tell an application its own address.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Shoppers {
  private static final Logger LOGGER = Logger.getLogger(Shoppers.class.getName());
  private static final long VISIT_EVERY_MILLIS = 150;
  private static final int PARCELS_PER_VISIT = 2;

  @Resource TimerService timers;
  @Inject Config config;
  @Inject Shop shop;
  @Inject ShopMetrics metrics;

  private Client client;
  private WebTarget carts;

  @PostConstruct
  void open() {
    Optional<URI> url = config.getOptionalValue("shop.url", URI.class);
    if (url.isPresent()) {
      client =
          ClientBuilder.newBuilder()
              .connectTimeout(1, TimeUnit.SECONDS)
              .readTimeout(5, TimeUnit.SECONDS)
              .build();
      carts = client.target(url.get()).path("api/carts");
      timers.createIntervalTimer(
          VISIT_EVERY_MILLIS, VISIT_EVERY_MILLIS, new TimerConfig("visit", false));
    }
  }

  @PreDestroy
  void close() {
    if (client != null) {
      client.close();
    }
  }

  /** One customer: takes a cart, fills it, mostly pays. */
  @Timeout
  public void visit() {
    try {
      ThreadLocalRandom chance = ThreadLocalRandom.current();
      String cart = post(carts);
      for (int i = chance.nextInt(1, 4); i > 0; i--) {
        post(
            carts
                .path(cart + "/items")
                .queryParam("product", any(Product.values()))
                .queryParam("count", chance.nextInt(1, 4)));
      }
      if (chance.nextInt(10) > 0) {
        post(carts.path(cart + "/checkout").queryParam("payment", any(Payment.values())));
      }
      metrics.parcelsShipped(shop.ship(chance.nextInt(PARCELS_PER_VISIT + 1)));
    } catch (ProcessingException e) {
      LOGGER.log(Level.FINE, "the shop does not answer (yet)", e);
    }
  }

  /** Comes as a sampled span of a trace of its own, as from a traced front end. */
  private static String post(WebTarget target) {
    ThreadLocalRandom chance = ThreadLocalRandom.current();
    String traceparent =
        String.format(
            "00-%016x%016x-%016x-01",
            chance.nextLong(1, Long.MAX_VALUE),
            chance.nextLong(),
            chance.nextLong(1, Long.MAX_VALUE));
    try (Response response =
        target.request().header("traceparent", traceparent).post(Entity.text(""))) {
      return response.readEntity(String.class);
    }
  }

  private static <T> T any(T[] choices) {
    return choices[ThreadLocalRandom.current().nextInt(choices.length)];
  }
}
