package ee.otel.metrics.internal.config;

/** The temporality to prefer (specification: <em>Metrics Exporter - OTLP</em>). */
public enum TemporalityPreference {
  CUMULATIVE,
  DELTA,
  LOWMEMORY
}
