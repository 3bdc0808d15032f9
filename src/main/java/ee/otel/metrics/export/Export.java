package ee.otel.metrics.export;

/** A way out for metrics. One export at a time; see {@link ExportTurns}. */
interface Export {

  /** Which thread asks, and with it what still works. */
  enum Occasion {
    /** The application runs. */
    RUNNING,
    /** The application is being stopped: interceptors and look-ups may fail. */
    STOPPING
  }

  /**
   * Collects and sends.
   *
   * @param deadlineNanos when it has to be over, on the scale of {@link System#nanoTime}
   */
  ExportResult export(Occasion occasion, long deadlineNanos);
}
