package ee.otel.metrics.internal.export;

import ee.otel.metrics.internal.collect.OpenCollection;
import ee.otel.metrics.internal.export.delivery.Export;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An exporter, its reader, and whether it is in use: an export that hangs keeps its exporter, and
 * no other waits for it.
 */
final class ExporterState {
  private final Export export;
  private final Supplier<OpenCollection> collections;
  private final AtomicBoolean inUse = new AtomicBoolean();
  private final Supplier<Duration> interval;
  private volatile @Nullable Long begun;

  /**
   * One that exports at every tick.
   *
   * @param collections makes a collection of its reader's
   */
  ExporterState(Export export, Supplier<OpenCollection> collections) {
    this(export, collections, () -> Duration.ZERO);
  }

  /**
   * @param collections makes a collection of its reader's
   * @param interval the time between two of its exports, whenever there are ticks
   */
  ExporterState(Export export, Supplier<OpenCollection> collections, Supplier<Duration> interval) {
    this.export = export;
    this.collections = collections;
    this.interval = interval;
  }

  /**
   * Whether its interval is over, or nearly, since ticks are not exact.
   *
   * @param now a clock that never goes back
   * @param tick the time between two ticks
   */
  boolean isDue(long now, Duration tick) {
    Long last = begun;
    return last == null || now - last >= interval.get().minus(tick.dividedBy(2)).toNanos();
  }

  /** Begins its interval anew. */
  void begins(long now) {
    begun = now;
  }

  Export export() {
    return export;
  }

  OpenCollection collection() {
    return collections.get();
  }

  /** Whether it was free, and is in use now. */
  boolean tryUse() {
    return inUse.compareAndSet(false, true);
  }

  void release() {
    inUse.set(false);
  }
}
