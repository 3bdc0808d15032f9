package ee.otel.metrics.internal.callback;

import ee.otel.metrics.internal.work.Relay;
import ee.otel.metrics.internal.work.Step;
import ee.otel.metrics.internal.work.Threads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs callbacks and plug-ins with a time limit. The collecting thread runs this library's own;
 * another thread runs the application's, one after another, while the collecting thread waits. Safe
 * from any thread.
 */
final class BoundedCallbackRunner implements CallbackRunner {
  /** All callbacks of a collection together get this many times the timeout of one. */
  private static final int ALL = 3;

  private final Threads threads;
  private final long timeoutNanos;
  private final LongSupplier nanoTime;

  /**
   * @param threads run the application's callbacks; without one they are left out
   * @param timeout how long a collection waits for one callback
   * @param nanoTime a clock that never goes back
   */
  BoundedCallbackRunner(Threads threads, Duration timeout, LongSupplier nanoTime) {
    this.threads = threads;
    this.timeoutNanos = Math.min(timeout.toNanos(), Duration.ofDays(1).toNanos());
    this.nanoTime = nanoTime;
  }

  @Override
  public void run(Callbacks.Runs callbacks) {
    CallbackLimits limits = limits();
    Relay relay = new Relay(() -> callbacks.next(limits), () -> {}, threads, nanoTime);
    runUntil(limits.deadlineNanos() + timeoutNanos, relay, callbacks::stop);
  }

  @Override
  public void runOne(Step step) {
    AtomicReference<@Nullable Step> left = new AtomicReference<>(step);
    Relay relay = new Relay(() -> left.getAndSet(null), () -> {}, threads, nanoTime);
    runUntil(step.limit(nanoTime.getAsLong()) + timeoutNanos, relay, () -> {});
  }

  @Override
  public CallbackLimits limits() {
    return new CallbackLimits(nanoTime.getAsLong() + ALL * timeoutNanos, timeoutNanos);
  }

  private void runUntil(long deadline, Relay relay, Runnable stop) {
    relay.beginHere();
    try {
      if (!relay.await(deadline)) {
        giveUp(relay, stop);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUp(relay, stop);
    }
  }

  /** No callback may observe any more when this collection is read. */
  private void giveUp(Relay relay, Runnable stop) {
    stop.run();
    relay.hurry(nanoTime.getAsLong());
    while (!relay.isDone()) {
      relay.watch();
      Thread.onSpinWait();
    }
  }
}
