package ee.otel.metrics.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the measurements of an instrument become points (specification: <em>Metrics SDK,
 * Aggregation</em>). Named by a view.
 *
 * <p>Values that a histogram cannot be built with are refused here, with an {@link
 * IllegalArgumentException} that says what is wrong.
 */
public sealed interface Aggregation {

  /** Ignore all measurements. */
  static Aggregation drop() {
    return new Drop();
  }

  /** The aggregation that fits the kind of the instrument. */
  static Aggregation defaultAggregation() {
    return new Default();
  }

  /** The arithmetic sum. */
  static Aggregation sum() {
    return new Sum();
  }

  /** The last measurement. */
  static Aggregation lastValue() {
    return new LastValue();
  }

  /** A histogram with the specification's default boundaries, with minimum and maximum. */
  static Aggregation explicitBucketHistogram() {
    return new ExplicitBucketHistogram(ExplicitBucketHistogram.DEFAULT_BOUNDARIES, true);
  }

  /**
   * A histogram with these boundaries, with minimum and maximum.
   *
   * @param boundaries upper bounds, inclusive; finite and strictly increasing, in the instrument's
   *     unit; none at all makes one bucket
   */
  static Aggregation explicitBucketHistogram(List<Double> boundaries) {
    return new ExplicitBucketHistogram(boundaries, true);
  }

  /** A histogram of at most 160 buckets and scale 20, with minimum and maximum. */
  static Aggregation base2ExponentialBucketHistogram() {
    return new Base2ExponentialBucketHistogram(160, 20, true);
  }

  /** Ignores all measurements. */
  record Drop() implements Aggregation {}

  /** Chooses what fits the kind of the instrument. */
  record Default() implements Aggregation {}

  /** Adds up. */
  record Sum() implements Aggregation {}

  /** Keeps the last measurement. */
  record LastValue() implements Aggregation {}

  /**
   * @param boundaries upper bounds, inclusive; finite and strictly increasing
   * @param recordMinMax whether the smallest and the largest value are kept
   */
  record ExplicitBucketHistogram(List<Double> boundaries, boolean recordMinMax)
      implements Aggregation {

    /** The specification's defaults, made for milliseconds. */
    public static final List<Double> DEFAULT_BOUNDARIES =
        List.of(
            0d, 5d, 10d, 25d, 50d, 75d, 100d, 250d, 500d, 750d, 1000d, 2500d, 5000d, 7500d, 10000d);

    public ExplicitBucketHistogram {
      String broken = brokenCondition(boundaries);
      if (broken != null) {
        throw new IllegalArgumentException("boundaries " + broken);
      }
      boundaries = List.copyOf(boundaries);
    }

    /** What is wrong with these boundaries, with the offending value, or null. */
    public static @Nullable String brokenCondition(List<? extends @Nullable Number> boundaries) {
      double previous = Double.NEGATIVE_INFINITY;
      for (Number boundary : boundaries) {
        if (boundary == null) {
          return "are not numbers: null";
        }
        double value = boundary.doubleValue();
        if (!Double.isFinite(value)) {
          return "are not finite: " + value;
        }
        if (value <= previous) {
          return "do not increase: " + previous + ", " + value;
        }
        previous = value;
      }
      return null;
    }
  }

  /**
   * @param maxSize the most buckets in each of the positive and negative ranges; at least 2
   * @param maxScale the finest resolution; -10 to 20
   * @param recordMinMax whether the smallest and the largest value are kept
   */
  record Base2ExponentialBucketHistogram(int maxSize, int maxScale, boolean recordMinMax)
      implements Aggregation {
    public Base2ExponentialBucketHistogram {
      if (maxSize < 2) {
        throw new IllegalArgumentException("maxSize < 2: " + maxSize);
      }
      if (maxScale < -10 || maxScale > 20) {
        throw new IllegalArgumentException("maxScale not in -10 to 20: " + maxScale);
      }
    }
  }
}
