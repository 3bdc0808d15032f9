package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Cell;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * One set of attributes in a stream: what is recorded under them, and what was read of it and has
 * not reached every reader.
 *
 * <p>A series is live until it is retired: then its cells are closed, and it stays in the table for
 * as long as a reader has to get its last point. The fields that collections keep here are touched
 * under the collection lock; those that say so are guarded by the lock of the {@link
 * SeriesRegistry} as well.
 */
final class Series extends StripedEntry {
  /**
   * When the series began, in nanoseconds since the epoch; not after the first collection that saw
   * it, and the same from there on.
   */
  long startNanos;

  /** Set when the application has ended the series: the next collection retires it. */
  volatile boolean ended;

  /** Whether the series is closed and only waits for its last points to arrive. */
  boolean retired;

  /** Whether {@link #idleSinceNanos} says something. */
  private boolean idle;

  private long idleSinceNanos;

  /** By reader: what was read and has not been delivered. Guarded by the registry's lock. */
  private @Nullable Point @Nullable [] pending;

  /** The object that all bound instruments of the series hold. Guarded by the registry's lock. */
  private @Nullable WeakReference<Object> binding;

  /**
   * @param hash as the table says
   */
  Series(PointAttributes attributes, int hash, Cell cell, long startNanos) {
    super(attributes, hash, cell);
    this.startNanos = startNanos;
  }

  /**
   * Begins a new interval.
   *
   * @param nanoTime the time of a clock that never goes back
   * @return whether something was recorded in the interval that ends
   */
  boolean nextInterval(long nanoTime) {
    boolean used = touched;
    touched = false;
    if (used) {
      idle = false;
    } else if (!idle) {
      idle = true;
      idleSinceNanos = nanoTime;
    }
    return used;
  }

  /** Whether collections have found the series untouched for so long. */
  boolean isIdleFor(long timeoutNanos, long nanoTime) {
    return idle && nanoTime - idleSinceNanos >= timeoutNanos;
  }

  /**
   * The object that all bound instruments of this series keep; as long as one of them lives, the
   * series {@link #isBound}.
   */
  Object bind() {
    Object held = binding == null ? null : binding.get();
    if (held == null) {
      held = new Object();
      binding = new WeakReference<>(held);
    }
    return held;
  }

  /** Whether an instrument is bound to the series. */
  boolean isBound() {
    return binding != null && binding.get() != null;
  }

  /** The point that {@code reader} has not got yet, or null. */
  @Nullable Point pendingFor(int reader) {
    return pending == null ? null : pending[reader];
  }

  /** Whether a reader has not got a point yet. */
  boolean hasPending() {
    return pending != null;
  }

  /**
   * Keeps a point for a reader, in the place of what was kept for it.
   *
   * @param point null for nothing
   */
  void setPending(int reader, int readers, @Nullable Point point) {
    if (pending == null) {
      if (point == null) {
        return;
      }
      pending = new Point[readers];
    }
    pending[reader] = point;
    if (point == null) {
      for (Point other : pending) {
        if (other != null) {
          return;
        }
      }
      pending = null;
    }
  }

  /** Takes over what readers have not got yet of the series that had these attributes before. */
  void inherit(Series before) {
    pending = before.pending;
    before.pending = null;
  }
}
