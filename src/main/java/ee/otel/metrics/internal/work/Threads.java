package ee.otel.metrics.internal.work;

import java.util.concurrent.atomic.AtomicInteger;

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

  /** The same threads, at most so many at a time. */
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
