package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.ExportResult;
import java.time.Duration;

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

  /**
   * The last export waits for its turn: the one under way, if any, waits for nothing any more and
   * is over after {@code left}. Safe from any thread.
   */
  default void hurry(Duration left) {}
}
