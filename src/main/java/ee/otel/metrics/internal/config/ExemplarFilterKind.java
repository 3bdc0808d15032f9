package ee.otel.metrics.internal.config;

/** Which measurements may become exemplars (specification: <em>ExemplarFilter</em>). */
public enum ExemplarFilterKind {
  TRACE_BASED,
  ALWAYS_ON,
  ALWAYS_OFF
}
