package ee.otel.metrics.internal.callback;

import ee.otel.metrics.internal.work.Step;

/** How the callbacks of a collection are run: on the collecting thread, or where they can hang. */
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
}
