package ee.otel.metrics.internal.aggregation;

import java.math.BigInteger;

/**
 * The oracle for bucket indexes: bounds in fixed point with 256 bits after the point, made of
 * nothing but square roots and products of whole numbers, with a bound for their error. A number
 * that lies within the error of a bound is refused, not guessed.
 */
final class ExactExponentialIndex {
  private static final int FRACTION_BITS = 256;
  private static final int FINEST = 20;
  private static final BigInteger ONE = BigInteger.ONE.shiftLeft(FRACTION_BITS);

  /** Above what truncating twenty roots and their products can lose. */
  private static final BigInteger ERROR = BigInteger.valueOf(1000);

  private static final BigInteger[] ROOTS = roots();
  private static final BigInteger[] UPPER = products(10, 1024);
  private static final BigInteger[] LOWER = products(0, 1024);

  private ExactExponentialIndex() {}

  /** The index of a positive finite value at a scale of at most 20. */
  static int of(double value, int scale) {
    long bits = Double.doubleToRawLongBits(value);
    long whole = bits & (1L << 52) - 1;
    int exponent = (int) (bits >>> 52) - 1023;
    if (exponent == -1023) {
      int lift = Long.numberOfLeadingZeros(whole) - 11;
      whole <<= lift;
      exponent = -1022 - lift;
    }
    long mantissa = whole & (1L << 52) - 1;
    if (scale <= 0) {
      return (mantissa == 0 ? exponent - 1 : exponent) >> -scale;
    }
    int low = -1;
    int high = 1 << scale;
    while (high - low > 1) {
      int middle = low + high >>> 1;
      if (isAbove(mantissa, middle << FINEST - scale)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (exponent << scale) + low;
  }

  /** The greatest mantissa that is not above the bound {@code step} of the finest scale. */
  static long floor(int step) {
    BigInteger bound = lowerBound(step);
    long floor = bound.shiftRight(FRACTION_BITS - 52).longValueExact();
    if (!bound.add(ERROR).shiftRight(FRACTION_BITS - 52).equals(BigInteger.valueOf(floor))) {
      throw new ArithmeticException("bound not precise enough: " + step);
    }
    return floor & (1L << 52) - 1;
  }

  private static boolean isAbove(long mantissa, int step) {
    if (step == 0) {
      return mantissa > 0;
    }
    return mantissa > floor(step);
  }

  private static BigInteger lowerBound(int step) {
    return UPPER[step >> 10].multiply(LOWER[step & 1023]).shiftRight(FRACTION_BITS);
  }

  private static BigInteger[] roots() {
    BigInteger[] roots = new BigInteger[FINEST + 1];
    roots[0] = ONE.shiftLeft(1);
    for (int i = 1; i <= FINEST; i++) {
      roots[i] = roots[i - 1].shiftLeft(FRACTION_BITS).sqrt();
    }
    return roots;
  }

  private static BigInteger[] products(int shift, int size) {
    BigInteger[] products = new BigInteger[size];
    for (int i = 0; i < size; i++) {
      BigInteger product = ONE;
      for (int bit = 0; bit < FINEST; bit++) {
        if ((i << shift & 1 << bit) != 0) {
          product = product.multiply(ROOTS[FINEST - bit]).shiftRight(FRACTION_BITS);
        }
      }
      products[i] = product;
    }
    return products;
  }
}
