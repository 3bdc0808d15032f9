package ee.otel.metrics.internal.mpmetrics;

import org.eclipse.microprofile.metrics.Metric;

/**
 * A metric of a registry: keeps what the application can read back, and hands every measurement on
 * to an instrument, which is made when it is needed first. Safe from any thread.
 */
abstract sealed class Registered implements Metric
    permits RegisteredCounter, RegisteredHistogram, RegisteredTimer, RegisteredGauge {
  private volatile boolean removed;

  /** Whether it is in no registry any more. */
  boolean isRemoved() {
    return removed;
  }

  void remove() {
    removed = true;
  }

  /** Called when the meter can be used, for metrics that are exported before they are recorded. */
  void connected() {}
}
