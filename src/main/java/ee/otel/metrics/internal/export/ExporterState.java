package ee.otel.metrics.internal.export;

import ee.otel.metrics.internal.collect.OpenCollection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One way out, the reader that it has, and whether it is in use: an export that hangs keeps its
 * exporter, and no other waits for it.
 */
final class ExporterState {
  private final Export export;
  private final Supplier<OpenCollection> collections;
  private final AtomicBoolean inUse = new AtomicBoolean();

  /**
   * @param collections makes a collection of its reader's
   */
  ExporterState(Export export, Supplier<OpenCollection> collections) {
    this.export = export;
    this.collections = collections;
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
