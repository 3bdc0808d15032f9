package ee.otel.metrics.internal.export;

import java.time.Duration;

/** Calls the exporter at each interval, on a thread of the container. */
interface ExportTimer {

  /**
   * Calls periodically.
   *
   * @return ends the calls
   */
  Runnable every(Duration first, Duration interval);

  /** Calls once, for the export under way to be watched. */
  void watchAfter(Duration delay);
}
