package ee.otel.metrics.internal.callback;

import ee.otel.metrics.internal.work.Step;
import ee.otel.metrics.internal.work.Threads;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Runs the callbacks and plug-ins of a collection: on the collecting thread, or with a time limit.
 */
@FunctionalInterface
public interface CallbackRunner {

  /** Runs them on the collecting thread, for as long as they take. */
  CallbackRunner DIRECT =
      callbacks -> {
        Step callback = callbacks.next(CallbackLimits.NONE);
        while (callback != null) {
          callback.run();
          callback.ended();
          callback = callbacks.next(CallbackLimits.NONE);
        }
      };

  /**
   * Runs the application's callbacks on another thread, with a time limit; safe from any thread.
   *
   * @param threads run the application's callbacks; without one they are left out
   * @param timeout how long a collection waits for one callback
   * @param nanoTime a clock that never goes back
   */
  static CallbackRunner bounded(Threads threads, Duration timeout, LongSupplier nanoTime) {
    return new BoundedCallbackRunner(threads, timeout, nanoTime);
  }

  /** Returns when the last callback has ended or its time is up. */
  void run(Callbacks.Runs callbacks);

  /** Runs one step of a plug-in; returns when it has ended or its time is up. */
  default void runOne(Step step) {
    step.run();
    step.ended();
  }

  /** The time limits of those plug-ins of a collection that have none of their own. */
  default CallbackLimits limits() {
    return CallbackLimits.NONE;
  }
}
