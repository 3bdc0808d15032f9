package ee.otel.metrics.internal.view;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;

/** Which aggregations fit which instruments (specification: <em>Metrics SDK, Aggregation</em>). */
final class AggregationTable {
  private AggregationTable() {}

  /**
   * Whether the measurements of an instrument can be aggregated that way. Sums and histograms can
   * be made of all; the sum of a gauge is not monotonic, and a histogram of what may fall has no
   * sum. A last value says something of gauges only.
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
