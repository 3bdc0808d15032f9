package ee.otel.metrics.internal.view;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;

/**
 * Decides which aggregations fit which instruments (specification: <em>Metrics SDK,
 * Aggregation</em>).
 */
final class AggregationTable {
  private AggregationTable() {}

  /**
   * Whether the measurements of an instrument can be aggregated that way. Every instrument can have
   * a sum or a histogram: the sum of a gauge is not monotonic, and a histogram of values that may
   * fall has no sum. Only gauges have a last value.
   */
  static boolean fits(InstrumentKind kind, Aggregation aggregation) {
    return !(aggregation instanceof Aggregation.LastValue) || kind.isGauge();
  }

  /** The default aggregation of a kind, without advice. */
  static Aggregation defaultOf(InstrumentKind kind) {
    return switch (kind) {
      case COUNTER, UP_DOWN_COUNTER, OBSERVABLE_COUNTER, OBSERVABLE_UP_DOWN_COUNTER ->
          Aggregation.sum();
      case HISTOGRAM -> Aggregation.explicitBucketHistogram();
      case GAUGE, OBSERVABLE_GAUGE -> Aggregation.lastValue();
    };
  }
}
