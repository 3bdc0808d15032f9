package ee.otel.demo.shop;

/** What the shop sells. */
public enum Product {
  TEAPOT(24.90),
  CUP(6.50),
  SPOON(2.20),
  TEA(8.75);

  private final double price;

  Product(double price) {
    this.price = price;
  }

  /** In euros. */
  public double price() {
    return price;
  }
}
