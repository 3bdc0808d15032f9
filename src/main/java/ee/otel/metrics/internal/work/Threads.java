package ee.otel.metrics.internal.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Lends a thread for a piece of work. Safe from any thread; throws nothing. */
@FunctionalInterface
public interface Threads {

  /** Lends none. */
  Threads NONE = work -> false;

  /**
   * Begins the work on another thread and does not wait for its end.
   *
   * @return whether it has begun; if not, it never will
   */
  boolean begin(Runnable work);

  /**
   * Begins work that can be waited for; where no thread is lent, it is over on return.
   *
   * @return waits for its end, but not longer than that
   */
  default Consumer<Duration> start(Runnable work) {
    CountDownLatch over = new CountDownLatch(1);
    Runnable counted =
        () -> {
          try {
            work.run();
          } finally {
            over.countDown();
          }
        };
    if (!begin(counted)) {
      counted.run();
    }
    return atMost -> {
      try {
        boolean unused = over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** The same threads, at most {@code limit} at a time. */
  default Threads atMost(int limit) {
    AtomicInteger lent = new AtomicInteger();
    return work -> {
      if (lent.incrementAndGet() > limit) {
        lent.decrementAndGet();
        return false;
      }
      boolean begun =
          begin(
              () -> {
                try {
                  work.run();
                } finally {
                  lent.decrementAndGet();
                }
              });
      if (!begun) {
        lent.decrementAndGet();
      }
      return begun;
    };
  }
}
