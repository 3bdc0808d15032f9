package ee.otel.metrics.internal.aggregation;

/**
 * Finds the exponential bucket of a number (specification: <em>Data model, Exponential Scale</em>).
 *
 * <p>Bucket {@code i} of scale {@code s} holds what is above {@code 2^(i / 2^s)} and at most {@code
 * 2^((i + 1) / 2^s)}. The answer is exact for every positive finite double, subnormal or not: no
 * double but a power of two lies on a bound, and none is so near to one that the arithmetic here
 * could take it for its neighbour. Two buckets of a scale make one of the next lower scale, so an
 * index is valid for all scales below its own: shift it right by the difference.
 *
 * <p>There are two ways to it. Up to {@link #TABLE_SCALE}, where histograms of more than a few
 * values live, it is one look into a table of 4 KiB. Above, a short series for the logarithm goes
 * on from there, and is trusted unless it comes close to a bound.
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
   * How far from a bound the series is trusted, in steps of the finest scale. What it leaves out is
   * below {@code 2^-24} steps; bounds and operations that are rounded add less than that.
   */
  private static final double GUARD = 0x1p-20;

  /**
   * The mantissas of one octave in slices so thin that each has at most one bucket bound: the bound
   * in the upper 52 bits, as the greatest mantissa that is not above it, and the number of bounds
   * below the slice in the lower 12.
   */
  private static final long[] SLICES;

  private static final int SLICE_SHIFT = MANTISSA_BITS - TABLE_SCALE - 1;
  private static final int COUNT_BITS = 12;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

  /** The bounds of one octave, rounded down, and their inverses. */
  private static final double[] BOUNDS;

  private static final double[] INVERSES;

  static {
    long[] floors = floors();
    SLICES = slices(floors);
    BOUNDS = new double[floors.length];
    INVERSES = new double[floors.length];
    for (int i = 0; i < floors.length; i++) {
      BOUNDS[i] = significand(floors[i]);
      INVERSES[i] = 1 / BOUNDS[i];
    }
  }

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
    return (exponent << TABLE_SCALE) + boundBelow(bits & MANTISSA_MASK);
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
    int bound = boundBelow(mantissa);
    double x = (significand(mantissa) - BOUNDS[bound]) * INVERSES[bound];
    double log = x * (1 + x * (-1 / 2.0 + x * (1 / 3.0 + x * (-1 / 4.0)))); // of 1 + x
    double steps = log * STEPS_PER_LOG;
    int step = (int) steps;
    double rest = steps - step;
    boolean sure = rest > GUARD && rest < 1 - GUARD;
    return octave
        + (sure ? (bound << MAX_SCALE - TABLE_SCALE) + step : exactStep(mantissa, MAX_SCALE));
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

  /** The number of the last bound in an octave that is below a mantissa; of mantissa 0, -1. */
  private static int boundBelow(long mantissa) {
    long slice = SLICES[(int) (mantissa >>> SLICE_SHIFT)];
    return ((int) slice & COUNT_MASK) - (mantissa > slice >>> COUNT_BITS ? 0 : 1);
  }

  private static double significand(long mantissa) {
    return Double.longBitsToDouble(ONE_BITS | mantissa);
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

  /** For each bound of an octave, the greatest mantissa that is not above it. */
  private static long[] floors() {
    long[] floors = new long[1 << TABLE_SCALE];
    for (int bound = 1; bound < floors.length; bound++) {
      double near = Math.pow(2, (double) bound / floors.length);
      long floor = (Double.doubleToRawLongBits(near) & MANTISSA_MASK) + 2;
      while (exactStep(floor, TABLE_SCALE) >= bound) {
        floor--;
      }
      floors[bound] = floor;
    }
    return floors;
  }

  private static long[] slices(long[] floors) {
    long[] slices = new long[2 * floors.length];
    int boundsBelow = 0;
    for (int slice = 0; slice < slices.length; slice++) {
      long start = (long) slice << SLICE_SHIFT;
      while (boundsBelow < floors.length && floors[boundsBelow] < start) {
        boundsBelow++;
      }
      long bound = boundsBelow < floors.length ? floors[boundsBelow] : MANTISSA_MASK;
      slices[slice] = bound << COUNT_BITS | boundsBelow;
    }
    return slices;
  }
}
