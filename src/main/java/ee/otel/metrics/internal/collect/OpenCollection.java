package ee.otel.metrics.internal.collect;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.internal.callback.CallbackLimits;
import ee.otel.metrics.internal.callback.Callbacks;
import ee.otel.metrics.internal.stream.StreamReader;
import ee.otel.metrics.internal.work.Step;
import org.jspecify.annotations.Nullable;

/**
 * A collection in parts, so that another thread can go on where one hangs in a callback: begin it,
 * run its callbacks, and end it by {@link #take} or {@link #cancel}. For one thread at a time.
 */
public final class OpenCollection {
  private final Collector collector;
  private final StreamReader reader;
  private Callbacks.@Nullable Runs callbacks;
  private long leftBehind;
  private @Nullable PendingDelivery passedOn;

  OpenCollection(Collector collector, StreamReader reader) {
    this.collector = collector;
    this.reader = reader;
  }

  /**
   * Waits for other collections' end.
   *
   * @return whether they ended in time; if not, this one has not begun
   */
  public boolean begin(long waitNanos) throws InterruptedException {
    if (!collector.begin(waitNanos)) {
      return false;
    }
    leftBehind = collector.leftBehind();
    callbacks = collector.runs(reader);
    return true;
  }

  /** The next callback to run; null when there is none, or it has not begun. */
  public @Nullable Step nextCallback(CallbackLimits limits) {
    Callbacks.Runs runs = callbacks;
    return runs == null ? null : runs.next(limits);
  }

  /**
   * Takes the metrics, as {@link StorageReader#take} does, and ends the collection.
   *
   * @param limits how long filter and producers may take
   */
  public CollectedMetrics take(CallbackLimits limits) {
    callbacks = null;
    Collector.Drained taken;
    try {
      taken = collector.drain(reader, leftBehind);
    } finally {
      collector.end();
    }
    PendingDelivery pending = collector.passOn(reader, taken, limits);
    passedOn = pending;
    return pending;
  }

  /**
   * Lets the next collection use the memory of what {@link #take} answered. Nobody may keep any
   * part of it; when that is uncertain, this is not called.
   */
  public void release() {
    PendingDelivery pending = passedOn;
    passedOn = null;
    if (pending != null) {
      pending.release();
    }
  }

  /** Ends it, if it has begun, without taking anything. */
  public void cancel() {
    if (callbacks != null) {
      callbacks = null;
      try {
        collector.dropObservations();
      } finally {
        collector.end();
      }
    }
  }
}
