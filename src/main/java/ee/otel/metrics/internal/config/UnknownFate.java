package ee.otel.metrics.internal.config;

/**
 * What to do with points whose fate is unknown: the request was sent, and no answer came.
 *
 * <p>Only delta temporality can tell the two apart in its totals; a cumulative point that arrives
 * twice replaces itself.
 */
public enum UnknownFate {
  /** Send them again. A collector that had taken them counts them twice. */
  AT_LEAST_ONCE,
  /** Count them as lost. A collector that had not taken them never sees them. */
  AT_MOST_ONCE
}
