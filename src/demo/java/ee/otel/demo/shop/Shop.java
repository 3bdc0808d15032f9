package ee.otel.demo.shop;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Carts, stock and the parcels that wait for the courier. */
@ApplicationScoped
public class Shop {
  private static final int FULL_SHELF = 40;

  private final AtomicInteger lastCart = new AtomicInteger();
  private final Map<Integer, Collection<Product>> carts = new ConcurrentHashMap<>();
  private final Map<Product, AtomicInteger> stock = new EnumMap<>(Product.class);
  private final Queue<Integer> parcels = new ConcurrentLinkedQueue<>();

  public Shop() {
    for (Product product : Product.values()) {
      stock.put(product, new AtomicInteger(FULL_SHELF));
    }
  }

  public int openCart() {
    int cart = lastCart.incrementAndGet();
    carts.put(cart, new ConcurrentLinkedQueue<>());
    return cart;
  }

  /** False when the shelf is empty; nothing is put into the cart then. */
  public boolean putIntoCart(int cart, Product product) {
    Collection<Product> products = carts.get(cart);
    if (products == null || stock.get(product).getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      return false;
    }
    products.add(product);
    return true;
  }

  /** The cart's value in euros, or nothing where there is no such cart. */
  public Optional<Double> checkOut(int cart) {
    Collection<Product> products = carts.remove(cart);
    if (products == null) {
      return Optional.empty();
    }
    parcels.add(cart);
    return Optional.of(products.stream().mapToDouble(Product::price).sum());
  }

  public int stockOf(Product product) {
    return stock.get(product).get();
  }

  public int waitingParcels() {
    return parcels.size();
  }

  /** The courier takes a few parcels and fills the emptier shelves. */
  public int ship(int atMost) {
    int shipped = 0;
    while (shipped < atMost && parcels.poll() != null) {
      shipped++;
    }
    stock.values().forEach(left -> left.updateAndGet(n -> n < FULL_SHELF / 4 ? FULL_SHELF : n));
    return shipped;
  }
}
