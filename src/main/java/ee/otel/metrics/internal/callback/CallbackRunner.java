package ee.otel.metrics.internal.callback;

/** How callbacks are run: on the collecting thread, or elsewhere for a limited time. */
public interface CallbackRunner {

  /** Runs them on the collecting thread, for as long as they take. */
  CallbackRunner DIRECT = (key, callback) -> callback.run();

  /**
   * Runs a callback and returns when it has ended or its time is up.
   *
   * @param key the registration, the same for each run of one callback
   * @throws Exception what the callback threw, or that its time was up
   */
  void run(Object key, Runnable callback) throws Exception;
}
