package ee.otel.metrics.internal.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Work that either begins or is withdrawn. */
final class WithdrawableTask implements Runnable {
  /** How long an executor may take to begin. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** How often to see whether the thread has died before it began. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Runnable work;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final CountDownLatch begun = new CountDownLatch(1);

  WithdrawableTask(Runnable work) {
    this.work = work;
  }

  @Override
  public void run() {
    if (taken.compareAndSet(false, true)) {
      begun.countDown();
      work.run();
    }
  }

  /** Withdraws the work if it has not begun. */
  boolean hasBegun() {
    return !taken.compareAndSet(false, true);
  }

  /**
   * Waits a moment for its begin.
   *
   * @param thread the one that it is to begin on, if that is known
   */
  boolean begins(@Nullable Thread thread) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    boolean interrupted = false;
    while (begun.getCount() > 0 && System.nanoTime() - end < 0) {
      try {
        if (!begun.await(LOOK_NANOS, TimeUnit.NANOSECONDS) && thread != null && !thread.isAlive()) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return hasBegun();
  }
}
