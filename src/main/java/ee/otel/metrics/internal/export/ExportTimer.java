package ee.otel.metrics.internal.export;

import java.time.Duration;

/** What calls the exporter at each interval, by a thread of the container. */
interface ExportTimer {

  /**
   * Calls again and again.
   *
   * @return ends that
   */
  Runnable every(Duration first, Duration interval);

  /** Has the export under way looked after, once. */
  void watchAfter(Duration delay);
}
