package ee.otel.metrics.config;

/**
 * What becomes of an instrument that several views match (specification: <em>Measurement
 * processing</em>).
 */
public enum ViewMatching {
  /** Each view makes a stream of its own. */
  INDEPENDENT,
  /** The views make one stream together, or one for each name that they give. */
  COMPOSABLE
}
