package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;

/**
 * Buckets as Prometheus counts them: each contains those below it, the last one all measurements.
 *
 * @param bounds the inclusive upper bounds, strictly increasing, the last one infinite
 * @param counts the measurements up to each bound
 */
record ClassicBuckets(double[] bounds, long[] counts) {
  /** The most buckets, beside the infinite one, that an exponential histogram becomes. */
  static final int MOST_EXPONENTIAL = 64;

  /**
   * The finest scale of an exponential histogram: bounds that are 9 % apart. A histogram of few
   * values has a far finer one, and its bounds would all change with the next value.
   */
  static final int FINEST_SCALE = 3;

  static ClassicBuckets of(HistogramPoint point) {
    BucketCollector buckets = new BucketCollector(point.boundaries().length + 1);
    for (int i = 0; i < point.boundaries().length; i++) {
      buckets.count += i < point.counts().length ? point.counts()[i] : 0;
      buckets.end(point.boundaries()[i]);
    }
    return buckets.all(point.count());
  }

  /**
   * The bounds of a coarser scale are among those of a finer one, so what they count goes on
   * growing when the histogram loses resolution. A value that is exactly a negative bound is
   * counted one bucket above it, since negative buckets exclude their upper bounds.
   */
  static ClassicBuckets of(ExponentialHistogramPoint point) {
    int shift = shift(point);
    int scale = point.scale() - shift;
    BucketCollector buckets = new BucketCollector(MOST_EXPONENTIAL + 3);
    CoarseBuckets negative = new CoarseBuckets(point.negative(), shift);
    for (int i = negative.last; i >= negative.first; i--) {
      buckets.count += negative.count(i);
      buckets.end(-bound(scale, i));
    }
    buckets.count += point.zeroCount();
    if (buckets.count > 0) {
      buckets.end(0);
    }
    CoarseBuckets positive = new CoarseBuckets(point.positive(), shift);
    if (positive.first <= positive.last) {
      buckets.end(bound(scale, positive.first)); // so that the lowest bucket has a lower bound
    }
    for (int i = positive.first; i <= positive.last; i++) {
      buckets.count += positive.count(i);
      buckets.end(bound(scale, i + 1L));
    }
    return buckets.all(point.count());
  }

  private static int shift(ExponentialHistogramPoint point) {
    int shift = Math.max(0, point.scale() - FINEST_SCALE);
    while (new CoarseBuckets(point.positive(), shift).size()
            + new CoarseBuckets(point.negative(), shift).size()
        > MOST_EXPONENTIAL) {
      shift++;
    }
    return shift;
  }

  /** The bound below the bucket with an index: {@code 2^(index * 2^-scale)}. */
  static double bound(int scale, long index) {
    // The strict one: the same bound has to be written in the same digits for ever.
    return scale > 0
        ? StrictMath.pow(2, index / (double) (1L << scale))
        : StrictMath.pow(2, index * (double) (1L << Math.min(-scale, 62)));
  }
}
