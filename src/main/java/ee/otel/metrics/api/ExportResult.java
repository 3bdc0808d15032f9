package ee.otel.metrics.api;

/** The result of a flush (specification: <em>Metrics SDK, ForceFlush</em>). */
public enum ExportResult {
  /** Everything that was measured before was accepted; or there was nothing to send. */
  SUCCESS,
  /** Something was refused, or could not be sent. */
  FAILURE,
  /** The time was up before everything had arrived. */
  TIMEOUT;

  /** The worse of both. */
  public ExportResult and(ExportResult other) {
    return this == SUCCESS ? other : this;
  }
}
