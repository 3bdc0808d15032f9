package ee.otel.metrics.internal.collect;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.internal.callback.CallbackLimits;
import ee.otel.metrics.internal.callback.Callbacks;
import ee.otel.metrics.internal.stream.Stream;
import ee.otel.metrics.internal.work.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A collection in parts, so that another thread can go on where one hangs in a callback: begin it,
 * run its callbacks, and end it by {@link #take} or {@link #cancel}. For one thread at a time.
 */
public final class OpenCollection {
  private final MetricsStorage storage;
  private final StorageReader reader;
  private Callbacks.@Nullable Runs callbacks;

  OpenCollection(MetricsStorage storage, StorageReader reader) {
    this.storage = storage;
    this.reader = reader;
  }

  /**
   * Waits for other collections' end.
   *
   * @return whether they ended in time; if not, this one has not begun
   */
  public boolean begin(long waitNanos) throws InterruptedException {
    if (!storage.begin(waitNanos)) {
      return false;
    }
    callbacks = storage.callbacks().runs(reader.stream());
    return true;
  }

  /** The next callback to run; null when there is none, or it has not begun. */
  public @Nullable Step nextCallback(CallbackLimits limits) {
    Callbacks.Runs runs = callbacks;
    return runs == null ? null : runs.next(limits);
  }

  /** Takes what there is to export, as {@link StorageReader#take} does, and ends the collection. */
  public CollectedMetrics take() {
    callbacks = null;
    List<Stream.Taken> taken;
    try {
      taken = storage.drain(reader.stream());
    } finally {
      storage.end();
    }
    return storage.passOn(reader.stream(), taken);
  }

  /** Ends it, if it has begun, as if it had not been. */
  public void cancel() {
    if (callbacks != null) {
      callbacks = null;
      try {
        storage.forget(reader.stream());
      } finally {
        storage.end();
      }
    }
  }
}
