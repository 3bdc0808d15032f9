package ee.otel.metrics.internal.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The aggregation that a view asks for.
 *
 * @param kind which one: {@code stream.aggregation}
 * @param boundaries of explicit buckets, finite and strictly increasing, or null for the
 *     specification's: {@code stream.boundaries}
 * @param maxSize the most exponential buckets in each range, at least 2: {@code stream.max-size}
 *     (160)
 * @param maxScale the finest exponential scale, -10 to 20: {@code stream.max-scale} (20)
 * @param recordMinMax whether a histogram keeps minimum and maximum: {@code stream.record-min-max}
 *     (true)
 */
public record AggregationConfig(
    Kind kind, @Nullable List<Double> boundaries, int maxSize, int maxScale, boolean recordMinMax) {

  /** The aggregations of the specification. */
  public enum Kind {
    DROP,
    DEFAULT,
    SUM,
    LAST_VALUE,
    EXPLICIT_BUCKET_HISTOGRAM,
    BASE2_EXPONENTIAL_BUCKET_HISTOGRAM
  }
}
