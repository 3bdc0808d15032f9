package ee.otel.demo.shop;

import java.util.Locale;

/** How an order is paid. */
public enum Payment {
  CARD,
  INVOICE,
  VOUCHER;

  /** As it stands in attributes. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
