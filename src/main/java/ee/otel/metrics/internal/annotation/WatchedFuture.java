package ee.otel.metrics.internal.annotation;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A future that calls the listener when its user learns that it is done. */
final class WatchedFuture<T> implements Future<T> {
  private final Future<T> future;
  private final Completion.Listener listener;
  private final AtomicBoolean told = new AtomicBoolean();

  WatchedFuture(Future<T> future, Completion.Listener listener) {
    this.future = future;
    this.listener = listener;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = future.cancel(mayInterruptIfRunning);
    isDone();
    return cancelled;
  }

  @Override
  public boolean isCancelled() {
    return future.isCancelled();
  }

  @Override
  public boolean isDone() {
    boolean done = Completion.isDone(future);
    if (done && !told.get()) {
      try {
        tell(future.get(), null);
      } catch (ExecutionException failed) {
        tell(null, failed.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException cancelled) {
        tell(null, cancelled);
      }
    }
    return done;
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    try {
      T result = future.get();
      tell(result, null);
      return result;
    } catch (ExecutionException failed) {
      tell(null, failed.getCause());
      throw failed;
    } catch (RuntimeException cancelled) {
      tell(null, cancelled);
      throw cancelled;
    }
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      T result = future.get(timeout, unit);
      tell(result, null);
      return result;
    } catch (ExecutionException failed) {
      tell(null, failed.getCause());
      throw failed;
    } catch (RuntimeException cancelled) {
      tell(null, cancelled);
      throw cancelled;
    }
  }

  private void tell(@Nullable Object result, @Nullable Throwable failure) {
    if (told.compareAndSet(false, true)) {
      listener.ended(result, failure);
    }
  }
}
