package ee.otel.metrics.internal.annotation;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Waits for the end of an asynchronous invocation without a thread of its own. */
final class Completion {
  private Completion() {}

  /** Takes the outcome of an invocation. */
  interface Listener {
    void ended(@Nullable Object result, @Nullable Throwable failure);
  }

  /**
   * Tells the listener, once, when that result is complete.
   *
   * @param declared what the method says that it returns
   * @return what the caller shall get
   */
  static @Nullable Object listen(@Nullable Object returned, Class<?> declared, Listener listener) {
    if (returned instanceof CompletionStage<?> stage) {
      try {
        stage.whenComplete((result, failure) -> listener.ended(result, cause(failure)));
        return returned;
      } catch (RuntimeException notOffered) {
        listener.ended(null, null);
        return returned;
      }
    }
    if (declared == Future.class && returned instanceof Future<?> future) {
      Watched<?> watched = new Watched<>(future, listener);
      return watched.isDone() ? returned : watched;
    }
    listener.ended(returned, null);
    return returned;
  }

  /** The {@code AsyncResult} of an asynchronous EJB is done and does not want to be asked. */
  private static boolean isDone(Future<?> future) {
    try {
      return future.isDone();
    } catch (RuntimeException notOffered) {
      return true;
    }
  }

  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** A future that tells the listener when somebody learns from it that it is done. */
  private static final class Watched<T> implements Future<T> {
    private final Future<T> future;
    private final Listener listener;
    private final AtomicBoolean told = new AtomicBoolean();

    Watched(Future<T> future, Listener listener) {
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
}
