package ee.otel.metrics.internal.transport;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets another thread do work that cannot be interrupted, such as reading from a socket byte by
 * byte or a name look-up: the caller waits as long as it likes, or not at all.
 *
 * <p>The threads are the container's. Where it gives none, or does not start the work soon, the
 * caller does the work itself, and then only the client's own timeouts bound it. Safe from any
 * thread.
 */
public final class BoundedCall {
  /** How long an executor may take to begin before the caller begins itself. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final int RUNNING = 0;
  private static final int ENDED = 1;
  private static final int ABANDONED = 2;

  private final @Nullable Executor executor;
  private final AtomicInteger abandoned = new AtomicInteger();

  /** To the executor's threads; without one, the caller does all work itself. */
  public BoundedCall(@Nullable Executor executor) {
    this.executor = executor;
  }

  /** Begins the work and does not wait for its end, unless the caller has to do it itself. */
  public void begin(Runnable work) {
    Task<?> task = new Task<>(Executors.callable(work));
    try {
      start(task, PATIENCE_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      task.run(); // does nothing if it has started in the meantime
    }
  }

  /** How many pieces of work were given up and are still running. */
  int abandoned() {
    return abandoned.get();
  }

  /**
   * Does the work.
   *
   * @param hurry may say, any time, that the work has to end earlier
   * @throws TimeoutException when it has not ended in time; it may go on
   * @throws ExecutionException when it threw
   */
  <T> T call(Callable<T> work, long withinNanos, CompletableFuture<Long> hurry)
      throws ExecutionException, InterruptedException, TimeoutException {
    AtomicInteger state = new AtomicInteger(RUNNING);
    Task<T> task =
        new Task<>(
            () -> {
              try {
                return work.call();
              } finally {
                if (!state.compareAndSet(RUNNING, ENDED)) {
                  abandoned.decrementAndGet();
                }
              }
            });
    long begin = System.nanoTime();
    start(task, Math.min(PATIENCE_NANOS, withinNanos / 2));
    try {
      CompletableFuture.anyOf(task.ended, hurry)
          .get(Math.max(1, begin + withinNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      long planned = begin + withinNanos - System.nanoTime();
      long left = task.isDone() ? 1 : Math.min(planned, hurry.join() - System.nanoTime());
      return task.get(Math.max(1, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      abandoned.incrementAndGet();
      if (!state.compareAndSet(RUNNING, ABANDONED)) {
        abandoned.decrementAndGet();
      }
      throw e;
    }
  }

  private void start(Task<?> task, long patienceNanos) throws InterruptedException {
    if (!hasStarted(task, patienceNanos)) {
      task.run(); // does nothing if it has started in the meantime
    }
  }

  private boolean hasStarted(Task<?> task, long patienceNanos) throws InterruptedException {
    if (executor == null) {
      return false;
    }
    try {
      executor.execute(task);
    } catch (RuntimeException | LinkageError e) {
      return false; // it is shut down, full, or its classes are gone already
    }
    return task.started.await(patienceNanos, TimeUnit.NANOSECONDS);
  }

  /** Work that says when a thread took it up and when it was over. */
  private static final class Task<T> extends FutureTask<T> {
    final CountDownLatch started = new CountDownLatch(1);
    final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    Task(Callable<T> work) {
      super(work);
    }

    @Override
    public void run() {
      started.countDown();
      super.run();
    }

    @Override
    protected void done() {
      ended.complete(null);
    }
  }
}
