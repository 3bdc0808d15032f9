package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.data.NumberType;
import java.math.BigDecimal;

/** Numbers as both formats write them. */
final class Numbers {
  private static final int LEAST_PLAIN_EXPONENT = -4;
  private static final int LEAST_LARGE_EXPONENT = 6;

  private Numbers() {}

  /** A value; whole numbers exactly. */
  static void append(StringBuilder to, NumberType type, long bits) {
    if (type == NumberType.LONG) {
      to.append(bits);
    } else {
      append(to, Double.longBitsToDouble(bits));
    }
  }

  static void append(StringBuilder to, double value) {
    if (Double.isInfinite(value)) {
      to.append(value > 0 ? "+Inf" : "-Inf");
    } else {
      to.append(value);
    }
  }

  /** A time, in seconds with milliseconds. */
  static void appendSeconds(StringBuilder to, long epochNanos) {
    long millis = Math.max(0, epochNanos) / 1_000_000;
    to.append(millis / 1000).append('.');
    String fraction = String.valueOf(1000 + millis % 1000);
    to.append(fraction, 1, 4);
  }

  /**
   * A bucket's upper bound. Series with differently written bounds are different series, so the
   * form is the one that all are to use (OpenMetrics: <em>Canonical Numbers</em>).
   */
  static String bound(double bound) {
    if (Double.isInfinite(bound)) {
      return bound > 0 ? "+Inf" : "-Inf";
    }
    if (bound == 0) {
      return "0.0";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(bound)).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= LEAST_PLAIN_EXPONENT && exponent < LEAST_LARGE_EXPONENT) {
      String plain = shortest.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = shortest.unscaledValue().abs().toString();
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String power = (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "");
    return (bound < 0 ? "-" : "") + digits.charAt(0) + fraction + power + Math.abs(exponent);
  }
}
