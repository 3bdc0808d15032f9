package ee.otel.metrics.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The points of a metric and what they have in common. */
public sealed interface MetricData {
  /** The points, one for each set of attributes; none may occur twice. */
  List<? extends Point> points();

  /** The temporality of the points; null for gauges. */
  @Nullable Temporality temporality();

  /**
   * The same with other points.
   *
   * @param points of the same kind as those here, such as some of them
   */
  MetricData withPoints(List<? extends Point> points);

  @SuppressWarnings("unchecked") // withPoints asks for it
  private static <P extends Point> List<P> ofSameKind(List<? extends Point> points) {
    return (List<P>) points;
  }

  /** Last values. */
  record Gauge(List<NumberPoint> points) implements MetricData {
    @Override
    public @Nullable Temporality temporality() {
      return null;
    }

    @Override
    public Gauge withPoints(List<? extends Point> points) {
      return new Gauge(ofSameKind(points));
    }
  }

  /**
   * Sums.
   *
   * @param monotonic whether the sum can only grow
   */
  record Sum(List<NumberPoint> points, Temporality temporality, boolean monotonic)
      implements MetricData {
    @Override
    public Sum withPoints(List<? extends Point> points) {
      return new Sum(ofSameKind(points), temporality, monotonic);
    }
  }

  /** Histograms with explicit buckets. */
  record Histogram(List<HistogramPoint> points, Temporality temporality) implements MetricData {
    @Override
    public Histogram withPoints(List<? extends Point> points) {
      return new Histogram(ofSameKind(points), temporality);
    }
  }

  /** Histograms with exponential buckets. */
  record ExponentialHistogram(List<ExponentialHistogramPoint> points, Temporality temporality)
      implements MetricData {
    @Override
    public ExponentialHistogram withPoints(List<? extends Point> points) {
      return new ExponentialHistogram(ofSameKind(points), temporality);
    }
  }
}
