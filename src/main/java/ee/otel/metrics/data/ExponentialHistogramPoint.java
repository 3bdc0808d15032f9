package ee.otel.metrics.data;

import java.util.List;

/**
 * A histogram with base-2 exponential buckets (specification: <em>Data model,
 * ExponentialHistogram</em>).
 *
 * @param scale the resolution: bucket bounds are powers of {@code 2^(2^-scale)}
 * @param zeroCount how many measurements were zero
 * @param count the number of measurements; always the zero count and all buckets together
 */
public record ExponentialHistogramPoint(
    PointAttributes attributes,
    long startNanos,
    long timeNanos,
    int scale,
    long count,
    long zeroCount,
    boolean hasSum,
    double sum,
    boolean hasMinMax,
    double min,
    double max,
    ExponentialBuckets positive,
    ExponentialBuckets negative,
    List<Exemplar> exemplars)
    implements Point {

  @Override
  public ExponentialHistogramPoint with(
      PointAttributes attributes, long startNanos, long timeNanos, List<Exemplar> exemplars) {
    return new ExponentialHistogramPoint(
        attributes,
        startNanos,
        timeNanos,
        scale,
        count,
        zeroCount,
        hasSum,
        sum,
        hasMinMax,
        min,
        max,
        positive,
        negative,
        exemplars);
  }
}
