package ee.otel.metrics.internal.selfobservability;

import ee.otel.metrics.internal.callback.CallbackRunner;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Runs callbacks as another runner does, and counts. Safe from any thread. */
public final class CountedCallbacks implements CallbackRunner {
  private final CallbackRunner runner;
  private final LongSupplier nanoTime;
  private final LongAdder failures = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  /**
   * @param nanoTime a clock that never goes back
   */
  public CountedCallbacks(CallbackRunner runner, LongSupplier nanoTime) {
    this.runner = runner;
    this.nanoTime = nanoTime;
  }

  @Override
  public void run(Object key, Runnable callback) throws Exception {
    long start = nanoTime.getAsLong();
    boolean ended = false;
    try {
      runner.run(key, callback);
      ended = true;
    } finally {
      nanos.add(nanoTime.getAsLong() - start);
      if (!ended) {
        failures.increment();
      }
    }
  }

  /** How many runs threw, or were given up because their time was up. */
  long failures() {
    return failures.sum();
  }

  /** How long collections waited for callbacks so far. */
  double seconds() {
    return ExporterMetrics.seconds(nanos.sum());
  }
}
