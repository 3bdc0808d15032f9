package ee.otel.metrics.internal.config;

/** Where collected metrics go. None at all is the empty set of these. */
public enum ExporterKind {
  OTLP,
  CONSOLE,
  /** Not pushed: waits to be scraped. */
  PROMETHEUS
}
