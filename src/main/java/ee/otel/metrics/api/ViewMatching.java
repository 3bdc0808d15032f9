package ee.otel.metrics.api;

/** What becomes of an instrument that several views match. */
public enum ViewMatching {
  /** Each view makes a stream of its own. */
  INDEPENDENT,
  /**
   * The views make one stream together, or one for each name that they give; the last one that sets
   * something wins.
   */
  COMPOSABLE
}
