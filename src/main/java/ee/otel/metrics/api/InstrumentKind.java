package ee.otel.metrics.api;

/** The kinds of instruments (specification: <em>Metrics API, Instrument</em>). */
public enum InstrumentKind {
  COUNTER,
  UP_DOWN_COUNTER,
  HISTOGRAM,
  GAUGE,
  OBSERVABLE_COUNTER,
  OBSERVABLE_UP_DOWN_COUNTER,
  OBSERVABLE_GAUGE;

  /** Whether measurements are made by callbacks during a collection. */
  public boolean isObservable() {
    return this == OBSERVABLE_COUNTER
        || this == OBSERVABLE_UP_DOWN_COUNTER
        || this == OBSERVABLE_GAUGE;
  }

  /** Whether a sum of the measurements can only grow. */
  public boolean isMonotonic() {
    return this == COUNTER || this == OBSERVABLE_COUNTER || this == HISTOGRAM;
  }

  /** Whether negative values are refused. */
  public boolean isNonNegative() {
    return this == COUNTER || this == HISTOGRAM;
  }

  /** Whether every value counts as a reading of its own, so that infinities are welcome. */
  public boolean isGauge() {
    return this == GAUGE || this == OBSERVABLE_GAUGE;
  }
}
