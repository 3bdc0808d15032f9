package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.NumberType;

/** Sums that stop at the end of their range instead of wrapping or becoming infinite. */
final class NumberSums {
  /** The smallest {@code long} sum; the two values below it are used as marks by sum cells. */
  static final long MIN_LONG = Long.MIN_VALUE + 2;

  private NumberSums() {}

  static long plus(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? MIN_LONG : Long.MAX_VALUE;
    }
    return Math.max(sum, MIN_LONG);
  }

  /** {@code a} is finite. */
  static double plus(double a, double b) {
    double sum = a + b;
    if (Math.abs(sum) <= Double.MAX_VALUE) {
      return sum;
    }
    // What is not finite is left out: only a gauge takes it, and a view may sum up a gauge.
    return Math.abs(b) <= Double.MAX_VALUE ? Math.copySign(Double.MAX_VALUE, sum) : a;
  }

  static long plus(NumberType type, long a, long b) {
    return type == NumberType.LONG
        ? plus(a, b)
        : Double.doubleToRawLongBits(plus(Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
  }

  /** {@code a} minus {@code b}. */
  static long minus(NumberType type, long a, long b) {
    if (type == NumberType.DOUBLE) {
      return Double.doubleToRawLongBits(
          plus(Double.longBitsToDouble(a), -Double.longBitsToDouble(b)));
    }
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      return a < 0 ? MIN_LONG : Long.MAX_VALUE;
    }
    return Math.max(difference, MIN_LONG);
  }

  /** Whether a sum or a difference may have stopped at an end of its range. */
  static boolean isAtTheEnd(NumberType type, long bits) {
    return type == NumberType.LONG
        ? bits == MIN_LONG || bits == Long.MAX_VALUE
        : Math.abs(Double.longBitsToDouble(bits)) == Double.MAX_VALUE;
  }
}
