package ee.otel.metrics.internal.callback;

import ee.otel.metrics.internal.stream.StreamReader;
import org.jspecify.annotations.Nullable;

/** One run of one callback. */
final class Observation {
  private static final ThreadLocal<@Nullable Observation> ON_THREAD = new ThreadLocal<>();

  private final Callbacks callbacks;
  private final StreamReader reader;
  private volatile boolean timedOut;

  Observation(Callbacks callbacks, StreamReader reader) {
    this.callbacks = callbacks;
    this.reader = reader;
  }

  /** Runs a callback as this observation. */
  void run(Runnable callback) {
    Observation outer = ON_THREAD.get();
    ON_THREAD.set(this);
    try {
      callback.run();
    } finally {
      if (outer == null) {
        ON_THREAD.remove();
      } else {
        ON_THREAD.set(outer);
      }
    }
  }

  boolean isOf(Callbacks others) {
    return callbacks == others;
  }

  /** The collection goes on without it. */
  void timeOut() {
    timedOut = true;
  }

  /** The observation of the callback that this thread runs, or null. */
  static @Nullable Observation onThisThread() {
    return ON_THREAD.get();
  }

  StreamReader reader() {
    return reader;
  }

  /** Whether the collection has gone on without it. */
  boolean isTimedOut() {
    return timedOut;
  }
}
