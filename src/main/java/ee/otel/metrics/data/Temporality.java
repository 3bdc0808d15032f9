package ee.otel.metrics.data;

/** What a point's value refers to (specification: <em>Data model, Temporality</em>). */
public enum Temporality {
  /** All measurements since the start of the series. */
  CUMULATIVE,
  /** The measurements since the previous point. */
  DELTA
}
