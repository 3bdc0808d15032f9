package ee.otel.metrics.internal.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Threads of the container (Jakarta Concurrency). The managed thread factory makes one for each
 * piece of work, which ends with the work: nothing is taken from a pool that the application needs.
 * Where there is no factory, the managed executor lends one.
 */
public final class ContainerThreads implements Threads {
  /** How long an executor may take to begin. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** How often a thread that has not begun is looked at: it may have ended before its work. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final @Nullable ThreadFactory factory;
  private final @Nullable Executor executor;

  /**
   * @param factory makes a thread for each piece of work; null for none
   * @param executor is asked where the factory makes none; null for none
   */
  public ContainerThreads(@Nullable ThreadFactory factory, @Nullable Executor executor) {
    this.factory = factory;
    this.executor = executor;
  }

  /**
   * What the server offers under its standard names; threads that begin nothing if that is none.
   */
  public static Threads lookUp() {
    return new ContainerThreads(
        ServerNames.lookUp("java:comp/DefaultManagedThreadFactory", ThreadFactory.class),
        ServerNames.lookUp("java:comp/DefaultManagedExecutorService", Executor.class));
  }

  @Override
  public boolean begin(Runnable work) {
    return beginOnThread(new Task(work)) || beginOnExecutor(new Task(work));
  }

  private boolean beginOnThread(Task task) {
    if (factory == null) {
      return false;
    }
    try {
      Thread thread = factory.newThread(task);
      if (thread == null) {
        return false;
      }
      thread.start();
      return task.begins(thread);
    } catch (RuntimeException | Error e) {
      return task.hasBegun(); // it is shut down, or its classes are gone already
    }
  }

  private boolean beginOnExecutor(Task task) {
    if (executor == null) {
      return false;
    }
    try {
      executor.execute(task);
      return task.begins(null);
    } catch (RuntimeException | Error e) {
      return task.hasBegun(); // it is shut down, full, or its classes are gone already
    }
  }

  /** Work that either begins or is withdrawn. */
  private static final class Task implements Runnable {
    private final Runnable work;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CountDownLatch begun = new CountDownLatch(1);

    Task(Runnable work) {
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
          if (!begun.await(LOOK_NANOS, TimeUnit.NANOSECONDS)
              && thread != null
              && !thread.isAlive()) {
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
}
