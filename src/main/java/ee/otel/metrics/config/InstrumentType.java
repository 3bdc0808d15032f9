package ee.otel.metrics.config;

/** The kinds of instruments that a view can select. */
public enum InstrumentType {
  COUNTER,
  GAUGE,
  HISTOGRAM,
  OBSERVABLE_COUNTER,
  OBSERVABLE_GAUGE,
  OBSERVABLE_UP_DOWN_COUNTER,
  UP_DOWN_COUNTER
}
