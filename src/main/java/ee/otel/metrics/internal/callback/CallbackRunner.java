package ee.otel.metrics.internal.callback;

import ee.otel.metrics.internal.work.Step;

/**
 * How the callbacks and plug-ins of a collection are run: on the collecting thread, or where they
 * can hang.
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

  /** Returns when the last callback has ended or its time is up. */
  void run(Callbacks.Runs callbacks);

  /** Runs one step of a plug-in's; returns when it has ended or its time is up. */
  default void runOne(Step step) {
    step.run();
    step.ended();
  }

  /** How long the plug-ins of a collection may take that nobody else bounds. */
  default CallbackLimits limits() {
    return CallbackLimits.NONE;
  }
}
