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

  static double plus(double a, double b) {
    double sum = a + b;
    return Math.abs(sum) <= Double.MAX_VALUE ? sum : Math.copySign(Double.MAX_VALUE, sum);
  }

  static long plus(NumberType type, long a, long b) {
    return type == NumberType.LONG
        ? plus(a, b)
        : Double.doubleToRawLongBits(plus(Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
  }
}
