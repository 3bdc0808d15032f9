package ee.otel.demo.shop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What a customer gets for an order; dear orders are signed more carefully, which takes longer. */
final class Receipt {
  private static final int ROUNDS_PER_EURO = 100;

  private Receipt() {}

  static String signed(int cart, double euros) {
    String text = String.format(Locale.ROOT, "cart %d: %.2f EUR", cart, euros);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] signature = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      for (int round = 0; round < euros * ROUNDS_PER_EURO; round++) {
        signature = digest.digest(signature);
      }
      return text + ", signed " + HexFormat.of().formatHex(signature, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
