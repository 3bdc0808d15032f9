package ee.otel.metrics.internal.annotation;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Reports the end of asynchronous invocations, without a thread of its own. */
final class Completion {
  private Completion() {}

  /** Takes the outcome of an invocation. */
  interface Listener {
    void ended(@Nullable Object result, @Nullable Throwable failure);
  }

  /**
   * Calls the listener, once, when the result is complete.
   *
   * @param declared what the method says that it returns
   * @return what to return to the caller
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
      WatchedFuture<?> watched = new WatchedFuture<>(future, listener);
      return watched.isDone() ? returned : watched;
    }
    listener.ended(returned, null);
    return returned;
  }

  /** The {@code AsyncResult} of an asynchronous EJB is done and does not want to be asked. */
  static boolean isDone(Future<?> future) {
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
}
