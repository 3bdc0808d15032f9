package ee.otel.metrics.internal.work;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Steps one after another, by one thread at a time.
 *
 * <p>A step whose time is up is left behind together with its thread, and another thread goes on
 * with the next one. No thread is kept for watching: a thread that waits for the relay, or calls
 * {@link #watch}, watches it. Where no thread is available, the caller runs the steps that are
 * trusted and refuses the others. Safe from any thread.
 */
public final class Relay {
  private static final ThreadLocal<@Nullable Relay> HERE = new ThreadLocal<>();

  /** How often a waiting thread checks whether the step under way is late. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Supplier<? extends @Nullable Step> steps;
  private final Runnable atEnd;
  private final Threads threads;
  private final LongSupplier nanoTime;

  /** Times are compared by their distance from it, since a clock may overflow. */
  private final long origin;

  // Guarded by this.
  private long runner;
  private @Nullable Step pending;
  private @Nullable Step current;
  private long limit;
  private long latest = Long.MAX_VALUE;
  private long latestUntrusted = Long.MAX_VALUE;
  private boolean ending;
  private boolean done;

  /**
   * @param steps gives the next step, null when there is none; asked by one thread at a time, must
   *     not block
   * @param atEnd runs once, after the last step
   * @param nanoTime a clock that never goes back
   */
  public Relay(
      Supplier<? extends @Nullable Step> steps,
      Runnable atEnd,
      Threads threads,
      LongSupplier nanoTime) {
    this.steps = steps;
    this.atEnd = atEnd;
    this.threads = threads;
    this.nanoTime = nanoTime;
    this.origin = nanoTime.getAsLong();
  }

  /** Whether this thread runs a step of any relay. */
  public static boolean runsHere() {
    return HERE.get() != null;
  }

  /** Begins on another thread; on this one where there is no other. */
  public void begin() {
    goOn(0);
  }

  /** Begins on this thread, and goes on with another at the first step that is not trusted. */
  public void beginHere() {
    run(0, false);
  }

  /** Leaves the step under way behind if its time is up. */
  public void watch() {
    Step late;
    long next;
    synchronized (this) {
      if (current == null || !isLate(current, nanoTime.getAsLong())) {
        return;
      }
      late = current;
      current = null;
      next = ++runner;
    }
    try {
      late.leftBehind();
    } finally {
      goOn(next);
    }
  }

  private boolean isLate(Step step, long now) {
    limit = capped(step.limit(now), step);
    return now - limit >= 0;
  }

  /**
   * Waits for the last step's end, and watches.
   *
   * @param deadline on the scale of the clock
   * @return whether it has ended
   */
  public boolean await(long deadline) throws InterruptedException {
    while (true) {
      synchronized (this) {
        long now = nanoTime.getAsLong();
        if (done || now - deadline >= 0) {
          return done;
        }
        long wait = Math.min(LOOK_NANOS, deadline - now);
        if (current != null) {
          wait = Math.min(wait, limit - now);
        }
        if (wait > 0) {
          TimeUnit.NANOSECONDS.timedWait(this, wait);
        }
      }
      watch();
    }
  }

  /** No step may take longer than until then. */
  public synchronized void hurry(long nanos) {
    latest = Math.min(latest, nanos - origin);
    hurryUntrusted(nanos);
  }

  /** No step that is not trusted may take longer than until then. */
  public synchronized void hurryUntrusted(long nanos) {
    latestUntrusted = Math.min(latestUntrusted, nanos - origin);
    if (current != null) {
      limit = capped(limit, current);
    }
    notifyAll();
  }

  /** Whether the last step is over, or was left behind. */
  public synchronized boolean isDone() {
    return done;
  }

  private long capped(long nanos, Step step) {
    return origin + Math.min(nanos - origin, step.isTrusted() ? latest : latestUntrusted);
  }

  private void goOn(long own) {
    if (!threads.begin(() -> run(own, true))) {
      run(own, false);
    }
  }

  /**
   * @param own the number of this runner, which stops when another one has taken its place
   * @param watched whether this thread was lent for steps that may hang
   */
  private void run(long own, boolean watched) {
    Step step = next(own);
    while (step != null) {
      if (watched || step.isTrusted()) {
        runOne(step);
      } else if (handOver(step, own)) {
        return;
      } else {
        step.refused();
      }
      step = isStill(own, step) ? next(own) : null;
    }
  }

  /** Tells a step that it is over, and says whether this runner goes on. */
  private synchronized boolean isStill(long own, Step step) {
    boolean still = own == runner;
    try {
      if (!still) {
        step.returned();
      } else if (current == step) {
        current = null;
        step.ended();
      }
    } catch (RuntimeException | LinkageError e) {
      // The next step must run all the same.
    }
    return still;
  }

  private @Nullable Step next(long own) {
    synchronized (this) {
      if (own != runner || ending) {
        return null;
      }
      Step step = pending == null ? steps.get() : pending;
      pending = null;
      if (step != null) {
        current = step;
        limit = capped(step.limit(nanoTime.getAsLong()), step);
        notifyAll();
        return step;
      }
      ending = true;
    }
    try {
      atEnd.run();
    } finally {
      synchronized (this) {
        done = true;
        notifyAll();
      }
    }
    return null;
  }

  private boolean handOver(Step step, long own) {
    synchronized (this) {
      pending = step;
      current = null;
    }
    if (threads.begin(() -> run(own, true))) {
      return true;
    }
    synchronized (this) {
      pending = null;
    }
    return false;
  }

  private void runOne(Step step) {
    Relay outer = HERE.get();
    HERE.set(this);
    try {
      step.run();
    } catch (Throwable e) {
      // A step reports its failures itself.
    } finally {
      if (outer == null) {
        HERE.remove();
      } else {
        HERE.set(outer);
      }
    }
  }
}
