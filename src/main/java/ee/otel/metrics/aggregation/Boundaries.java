package ee.otel.metrics.aggregation;

import java.util.List;

/** The buckets of an explicit histogram: upper bounds, inclusive, strictly increasing. */
final class Boundaries {
  private final double[] upperBounds;

  Boundaries(List<Double> boundaries) {
    this.upperBounds = boundaries.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** How many buckets there are: one for each bound and one above them. */
  int buckets() {
    return upperBounds.length + 1;
  }

  /** The bounds themselves, for points to share. */
  double[] shared() {
    return upperBounds;
  }

  /** The index of the bucket that {@code value} belongs to. */
  int bucketOf(double value) {
    int bucket = 0;
    while (bucket < upperBounds.length && value > upperBounds[bucket]) {
      bucket++;
    }
    return bucket;
  }
}
