package ee.otel.metrics.internal.callback;

import ee.otel.metrics.internal.work.Relay;
import ee.otel.metrics.internal.work.Threads;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Runs callbacks where they can hang: the collecting thread runs this library's own, and waits for
 * the application's, which another thread runs one after another. Safe from any thread.
 */
public final class BoundedCallbackRunner implements CallbackRunner {
  /** All callbacks of a collection get so many times what one of them gets. */
  private static final int ALL = 3;

  private final Threads threads;
  private final long timeoutNanos;
  private final LongSupplier nanoTime;

  /**
   * @param threads run the application's callbacks; without one they are left out
   * @param timeout how long a collection waits for one callback
   * @param nanoTime a clock that never goes back
   */
  public BoundedCallbackRunner(Threads threads, Duration timeout, LongSupplier nanoTime) {
    this.threads = threads;
    this.timeoutNanos = Math.min(timeout.toNanos(), Duration.ofDays(1).toNanos());
    this.nanoTime = nanoTime;
  }

  @Override
  public void run(Callbacks.Runs callbacks) {
    long deadline = nanoTime.getAsLong() + ALL * timeoutNanos;
    CallbackLimits limits = new CallbackLimits(deadline, timeoutNanos);
    Relay relay = new Relay(() -> callbacks.next(limits), () -> {}, threads, nanoTime);
    relay.beginHere();
    try {
      if (!relay.await(deadline + timeoutNanos)) {
        giveUp(relay, callbacks);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUp(relay, callbacks);
    }
  }

  /** No callback may observe any more when this collection is read. */
  private void giveUp(Relay relay, Callbacks.Runs callbacks) {
    callbacks.stop();
    relay.hurry(nanoTime.getAsLong());
    while (!relay.isDone()) {
      relay.watch();
      Thread.onSpinWait();
    }
  }
}
