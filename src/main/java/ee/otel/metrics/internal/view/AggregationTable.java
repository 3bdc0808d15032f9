package ee.otel.metrics.internal.view;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;

/** Which aggregations fit which instruments (specification: <em>Metrics SDK, Aggregation</em>). */
final class AggregationTable {
  private AggregationTable() {}

  /** Whether the measurements of an instrument can be aggregated that way. */
  static boolean fits(InstrumentKind kind, Aggregation aggregation) {
    if (aggregation instanceof Aggregation.Sum) {
      return !kind.isGauge();
    }
    if (aggregation instanceof Aggregation.LastValue) {
      return kind.isGauge();
    }
    if (aggregation instanceof Aggregation.ExplicitBucketHistogram
        || aggregation instanceof Aggregation.Base2ExponentialBucketHistogram) {
      return kind == InstrumentKind.COUNTER || kind == InstrumentKind.HISTOGRAM;
    }
    return true;
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
