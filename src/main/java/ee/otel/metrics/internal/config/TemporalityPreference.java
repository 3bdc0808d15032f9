package ee.otel.metrics.internal.config;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.Temporality;

/** The temporality that exports prefer (specification: <em>OTLP metrics exporter</em>). */
public enum TemporalityPreference {
  CUMULATIVE,
  DELTA,
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
