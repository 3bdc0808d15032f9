package ee.otel.demo.shop;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Every instrument of the shop, and what is recorded when. */
@ApplicationScoped
public class ShopMetrics {
  private static final AttributeKey<String> PAYMENT = AttributeKey.stringKey("shop.payment");
  private static final AttributeKey<String> PRODUCT = AttributeKey.stringKey("shop.product");
  private static final AttributeKey<Boolean> IN_STOCK = AttributeKey.booleanKey("shop.in_stock");
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");

  @Inject Meter meter;
  @Inject Shop shop;

  private final LongAdder parcels = new LongAdder();

  private LongCounter orders;
  private DoubleCounter revenue;
  private LongUpDownCounter openCarts;
  private LongUpDownCounter activeRequests;
  private DoubleHistogram checkoutDuration;
  private LongHistogram cartItems;
  private DoubleGauge lastBasket;
  private LongGauge lastCart;

  private ObservableLongUpDownCounter stock;
  private ObservableLongCounter shipped;
  private ObservableDoubleGauge load;
  private BatchCallback heap;

  @PostConstruct
  void build() {
    orders =
        meter
            .counterBuilder("shop.orders")
            .setDescription("Orders that were paid")
            .setUnit("{order}")
            .build();
    revenue =
        meter
            .counterBuilder("shop.revenue")
            .ofDoubles()
            .setDescription("What customers paid")
            .setUnit("EUR")
            .build();
    openCarts =
        meter
            .upDownCounterBuilder("shop.carts.open")
            .setDescription("Carts that are not paid yet")
            .setUnit("{cart}")
            .build();
    activeRequests =
        meter
            .upDownCounterBuilder("http.server.active_requests")
            .setDescription("Requests that are being answered")
            .setUnit("{request}")
            .build();
    checkoutDuration =
        meter
            .histogramBuilder("shop.checkout.duration")
            .setDescription("From the click to the signed receipt")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(
                List.of(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5))
            .build();
    cartItems =
        meter
            .histogramBuilder("shop.cart.items")
            .ofLongs()
            .setDescription("Items that were put into a cart at once")
            .setUnit("{item}")
            .build();
    lastBasket =
        meter
            .gaugeBuilder("shop.basket.last")
            .setDescription("What the last basket cost")
            .setUnit("EUR")
            .build();
    lastCart =
        meter
            .gaugeBuilder("shop.cart.last")
            .ofLongs()
            .setDescription("The number of the last cart")
            .build();

    stock =
        meter
            .upDownCounterBuilder("shop.stock")
            .setDescription("Items on the shelf")
            .setUnit("{item}")
            .buildWithCallback(this::observeStock);
    shipped =
        meter
            .counterBuilder("shop.parcels.shipped")
            .setDescription("Parcels that the courier took")
            .setUnit("{parcel}")
            .buildWithCallback(measurement -> measurement.record(parcels.sum()));
    load =
        meter
            .gaugeBuilder("system.load")
            .setDescription("Load average of the last minute")
            .buildWithCallback(
                measurement ->
                    measurement.record(
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    ObservableLongMeasurement used =
        meter
            .upDownCounterBuilder("jvm.memory.used")
            .setDescription("Heap in use")
            .setUnit("By")
            .buildObserver();
    ObservableDoubleMeasurement utilization =
        meter
            .gaugeBuilder("jvm.memory.utilization")
            .setDescription("Share of the heap in use")
            .setUnit("1")
            .buildObserver();
    ObservableLongMeasurement queue =
        meter
            .gaugeBuilder("shop.parcels.waiting")
            .ofLongs()
            .setDescription("Parcels that wait for the courier")
            .setUnit("{parcel}")
            .buildObserver();
    heap =
        meter.batchCallback(
            () -> {
              MemoryUsage usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
              used.record(usage.getUsed());
              utilization.record((double) usage.getUsed() / usage.getCommitted());
              queue.record(shop.waitingParcels());
            },
            used,
            utilization,
            queue);
  }

  @PreDestroy
  void close() {
    stock.close();
    shipped.close();
    load.close();
    heap.close();
  }

  private void observeStock(ObservableLongMeasurement measurement) {
    for (Product product : Product.values()) {
      measurement.record(shop.stockOf(product), Attributes.of(PRODUCT, product.name()));
    }
  }

  public void requestBegins(String method) {
    activeRequests.add(1, Attributes.of(METHOD, method));
  }

  public void requestEnds(String method) {
    activeRequests.add(-1, Attributes.of(METHOD, method));
  }

  public void cartOpened(int cart) {
    openCarts.add(1);
    lastCart.set(cart);
  }

  public void itemsAdded(int count) {
    cartItems.record(count, Attributes.of(IN_STOCK, count > 0));
  }

  public void checkedOut(Payment payment, double euros, Duration took) {
    Attributes attributes = Attributes.of(PAYMENT, payment.label());
    orders.add(1, attributes);
    revenue.add(euros, attributes);
    checkoutDuration.record(took.toNanos() / 1e9, attributes);
    lastBasket.set(euros);
    openCarts.add(-1);
  }

  public void parcelsShipped(int count) {
    parcels.add(count);
  }
}
