package ee.otel.metrics.data;

import java.util.List;

/**
 * A histogram with explicit buckets.
 *
 * @param count the number of measurements; always the sum of {@code counts}
 * @param hasSum whether {@code sum} was kept (not for instruments that may go down)
 * @param hasMinMax whether {@code min} and {@code max} were kept; never with a count of 0
 * @param boundaries the buckets' upper bounds, inclusive, strictly increasing; shared by all points
 *     of a stream
 * @param counts one count for each boundary and one for what lies above the last
 */
public record HistogramPoint(
    PointAttributes attributes,
    long startNanos,
    long timeNanos,
    long count,
    boolean hasSum,
    double sum,
    boolean hasMinMax,
    double min,
    double max,
    double[] boundaries,
    long[] counts,
    List<Exemplar> exemplars)
    implements Point {

  @Override
  public HistogramPoint with(
      PointAttributes attributes, long startNanos, long timeNanos, List<Exemplar> exemplars) {
    return new HistogramPoint(
        attributes,
        startNanos,
        timeNanos,
        count,
        hasSum,
        sum,
        hasMinMax,
        min,
        max,
        boundaries,
        counts,
        exemplars);
  }
}
