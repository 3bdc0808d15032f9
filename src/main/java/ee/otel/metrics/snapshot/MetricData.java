package ee.otel.metrics.snapshot;

import java.util.List;

/** The points of a metric and what they have in common. */
public sealed interface MetricData {
  List<? extends Point> points();

  /** Last values. */
  record Gauge(List<NumberPoint> points) implements MetricData {}

  /**
   * Sums.
   *
   * @param monotonic whether the sum can only grow
   */
  record Sum(List<NumberPoint> points, Temporality temporality, boolean monotonic)
      implements MetricData {}

  /** Histograms with explicit buckets. */
  record Histogram(List<HistogramPoint> points, Temporality temporality) implements MetricData {}

  /** Histograms with exponential buckets. */
  record ExponentialHistogram(List<ExponentialHistogramPoint> points, Temporality temporality)
      implements MetricData {}
}
