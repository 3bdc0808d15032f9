package ee.otel.metrics.api;

import ee.otel.metrics.data.Temporality;

/** The temporality that exports prefer (specification: <em>OTLP metrics exporter</em>). */
public enum TemporalityPreference {
  /** Totals since the start, of every kind. */
  CUMULATIVE,
  /** What came since the last export, of every kind but up-down counters. */
  DELTA,
  /** Deltas of synchronous counters and histograms, which then need no memory between exports. */
  LOWMEMORY;

  /** The temporality of instruments of a kind. */
  public Temporality temporalityOf(InstrumentKind kind) {
    boolean delta =
        switch (this) {
          case CUMULATIVE -> false;
          case DELTA ->
              switch (kind) {
                case UP_DOWN_COUNTER, OBSERVABLE_UP_DOWN_COUNTER -> false;
                case COUNTER, HISTOGRAM, GAUGE, OBSERVABLE_COUNTER, OBSERVABLE_GAUGE -> true;
              };
          case LOWMEMORY ->
              switch (kind) {
                case UP_DOWN_COUNTER, OBSERVABLE_UP_DOWN_COUNTER, OBSERVABLE_COUNTER -> false;
                case COUNTER, HISTOGRAM, GAUGE, OBSERVABLE_GAUGE -> true;
              };
        };
    return delta ? Temporality.DELTA : Temporality.CUMULATIVE;
  }
}
