package ee.otel.metrics.internal.callback;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs callbacks on an executor and waits for each of them a limited time (specification:
 * <em>Metrics SDK, Asynchronous instrument callbacks</em>).
 *
 * <p>A callback that is not done by then is left alone, and is not started again before it has
 * returned. One that the executor refuses is run on the collecting thread. Safe from any thread.
 */
public final class TimedCallbackRunner implements CallbackRunner {
  private final Executor executor;
  private final Duration timeout;
  private final Map<Object, Run> runs = new ConcurrentHashMap<>();

  /**
   * @param executor lends the threads; the container's, in an application server
   * @param timeout how long a collection waits for one callback; more than zero
   */
  public TimedCallbackRunner(Executor executor, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout <= 0: " + timeout);
    }
    this.executor = executor;
    this.timeout = timeout;
  }

  @Override
  public void run(Object key, Runnable callback) throws Exception {
    Run run = new Run(key, callback);
    if (runs.putIfAbsent(key, run) != null) {
      throw new TimeoutException("it has not returned since an earlier collection");
    }
    try {
      executor.execute(run);
    } catch (RuntimeException refused) {
      run.run();
    }
    run.await();
  }

  private final class Run implements Runnable {
    private final Object key;
    private final Runnable callback;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Throwable thrown;

    Run(Object key, Runnable callback) {
      this.key = key;
      this.callback = callback;
    }

    @Override
    public void run() {
      if (!taken.compareAndSet(false, true)) {
        return;
      }
      try {
        callback.run();
      } catch (Throwable e) {
        thrown = e;
      } finally {
        end();
      }
    }

    private void end() {
      runs.remove(key, this);
      ended.countDown();
    }

    void await() throws Exception {
      boolean inTime = false;
      boolean started = true;
      try {
        inTime = ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
      } finally {
        if (!inTime && taken.compareAndSet(false, true)) { // it never began: it never will
          started = false;
          end();
        }
      }
      if (!inTime) {
        throw new TimeoutException(
            started
                ? "it took longer than " + timeout
                : "no thread was free to run it within " + timeout);
      }
      Throwable failure = thrown;
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof Exception exception) {
        throw exception;
      }
    }
  }
}
