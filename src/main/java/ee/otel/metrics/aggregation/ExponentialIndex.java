package ee.otel.metrics.aggregation;

/**
 * Which exponential bucket a number falls into (specification: <em>Data model, Exponential
 * Scale</em>).
 *
 * <p>Bucket {@code i} of scale {@code s} holds what is above {@code 2^(i / 2^s)} and at most {@code
 * 2^((i + 1) / 2^s)}. The answer is exact for every positive finite double, subnormal or not: no
 * double but a power of two lies on a bound, and none is so near to one that the arithmetic here
 * could take it for its neighbour. Two buckets of a scale make one of the next lower scale, so an
 * index is valid for all scales below its own: shift it right by the difference.
 *
 * <p>There are two ways to it: up to {@link #TABLE_SCALE}, where histograms of more than a few
 * values live, one look into a 4 KiB table; above, a logarithm, which is trusted unless it comes
 * close to a bound.
 */
final class ExponentialIndex {
  /** The finest scale there is. */
  static final int MAX_SCALE = 20;

  /** The finest scale that the table knows. */
  static final int TABLE_SCALE = 8;

  private static final int MANTISSA_BITS = 52;
  private static final long MANTISSA_MASK = (1L << MANTISSA_BITS) - 1;
  private static final long ONE_BITS = Double.doubleToRawLongBits(1.0);

  /** Lifts every subnormal among the normal doubles without changing its mantissa. */
  private static final double LIFT = 0x1p64;

  private static final int LIFT_EXPONENT = 64;

  /** Steps of the finest scale in one natural logarithm. */
  private static final double STEPS_PER_LOG = (1 << MAX_SCALE) / Math.log(2);

  /**
   * How far from a bound a logarithm is trusted, in steps of the finest scale. Its error is below
   * {@code 2^-31} steps: one ulp of the logarithm of a number below 2, and two roundings.
   */
  private static final double GUARD = 0x1p-20;

  /**
   * The mantissas of one octave in slices so thin that each has at most one bucket bound: the bound
   * in the upper 52 bits, as the greatest mantissa that is not above it, and the number of bounds
   * below the slice in the lower 12.
   */
  private static final long[] SLICES = slices();

  private static final int SLICE_SHIFT = MANTISSA_BITS - TABLE_SCALE - 1;
  private static final int COUNT_BITS = 12;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

  private ExponentialIndex() {}

  /**
   * The index at {@link #TABLE_SCALE}.
   *
   * @param magnitude positive and finite; other values give a meaningless index
   */
  static int coarse(double magnitude) {
    boolean subnormal = magnitude < Double.MIN_NORMAL;
    long bits = Double.doubleToRawLongBits(subnormal ? magnitude * LIFT : magnitude);
    int exponent = exponent(bits) - (subnormal ? LIFT_EXPONENT : 0);
    long mantissa = bits & MANTISSA_MASK;
    long slice = SLICES[(int) (mantissa >>> SLICE_SHIFT)];
    int boundsBelow = ((int) slice & COUNT_MASK) + (mantissa > slice >>> COUNT_BITS ? 1 : 0);
    return (exponent << TABLE_SCALE) + boundsBelow - 1;
  }

  /**
   * The index at {@link #MAX_SCALE}.
   *
   * @param magnitude positive and finite; other values give a meaningless index
   */
  static int fine(double magnitude) {
    boolean subnormal = magnitude < Double.MIN_NORMAL;
    long bits = Double.doubleToRawLongBits(subnormal ? magnitude * LIFT : magnitude);
    int octave = exponent(bits) - (subnormal ? LIFT_EXPONENT : 0) << MAX_SCALE;
    long mantissa = bits & MANTISSA_MASK;
    if (mantissa == 0) {
      return octave - 1;
    }
    double steps = Math.log(Double.longBitsToDouble(ONE_BITS | mantissa)) * STEPS_PER_LOG;
    int step = (int) steps;
    double rest = steps - step;
    boolean sure = rest > GUARD && rest < 1 - GUARD;
    return octave + (sure ? step : exactStep(mantissa, MAX_SCALE));
  }

  /**
   * By how many scales a range has to become coarser to fit into {@code maxSize} buckets.
   *
   * @param maxSize at least 2; with less there might be no such scale
   */
  static int reduction(long low, long high, int maxSize) {
    int by = 0;
    while ((high >> by) - (low >> by) >= maxSize) {
      by++;
    }
    return by;
  }

  private static int exponent(long bits) {
    return (int) (bits >>> MANTISSA_BITS) - Double.MAX_EXPONENT;
  }

  /**
   * The whole part of {@code log2(1.mantissa) * 2^scale}, one bit for each squaring. The square is
   * kept to 128 bits, of which the truncations spoil the last 24 at most; the mantissa nearest to a
   * bound of scale 20 is told from it by the first 80 (the tests look at every bound).
   *
   * @param mantissa not 0
   */
  private static int exactStep(long mantissa, int scale) {
    long high = 1L << 63 | mantissa << 11;
    long low = 0;
    int step = 0;
    for (int bit = 0; bit < scale; bit++) {
      long cross = multiplyHighUnsigned(high, low);
      long crossLow = cross << 1;
      long squareLow = high * high + crossLow;
      long carry = Long.compareUnsigned(squareLow, crossLow) < 0 ? 1 : 0;
      long squareHigh = multiplyHighUnsigned(high, high) + (cross >>> 63) + carry;
      step <<= 1;
      if (squareHigh < 0) {
        step |= 1;
        high = squareHigh;
        low = squareLow;
      } else {
        high = squareHigh << 1 | squareLow >>> 63;
        low = squareLow << 1;
      }
    }
    return step;
  }

  private static long multiplyHighUnsigned(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
  }

  private static long[] slices() {
    int bounds = 1 << TABLE_SCALE;
    long[] floors = new long[bounds + 1];
    for (int bound = 1; bound < bounds; bound++) {
      double near = Math.pow(2, (double) bound / bounds);
      long floor = (Double.doubleToRawLongBits(near) & MANTISSA_MASK) + 2;
      while (exactStep(floor, TABLE_SCALE) >= bound) {
        floor--;
      }
      floors[bound] = floor;
    }
    floors[bounds] = MANTISSA_MASK;
    long[] slices = new long[2 * bounds];
    int boundsBelow = 0;
    for (int slice = 0; slice < slices.length; slice++) {
      long start = (long) slice << SLICE_SHIFT;
      while (floors[boundsBelow] < start) {
        boundsBelow++;
      }
      slices[slice] = floors[boundsBelow] << COUNT_BITS | boundsBelow;
    }
    return slices;
  }
}
