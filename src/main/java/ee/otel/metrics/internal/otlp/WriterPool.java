package ee.otel.metrics.internal.otlp;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one writer, with its buffer, between exports and lends it to one borrower at a time. It is
 * kept weakly, since the buffer is as large as a request and used only during exports.
 *
 * <p>While it is lent, other borrowers get a new one. A writer that never comes back is thereby
 * replaced, so nothing is written into bytes that may still be sent. Safe from any thread.
 *
 * <p>After an export that needed much, the capacity is within a tenth of what is needed by the
 * third export from there.
 */
final class WriterPool {
  private final Supplier<? extends OtlpWriter> maker;
  private WeakReference<@Nullable OtlpWriter> kept = new WeakReference<>(null);
  private int needed;
  private int neededLast;
  private int neededBefore;

  WriterPool(Supplier<? extends OtlpWriter> maker) {
    this.maker = maker;
  }

  /** Another export begins: gives memory back that the last two did not need. */
  synchronized void nextExport() {
    neededBefore = neededLast;
    neededLast = needed;
    needed = 0;
    int keep = toKeep();
    OtlpWriter idle = kept.get();
    if (idle != null && idle.capacity() > keep + keep / 10L) {
      // A little more than needed, so that small fluctuations do not make it grow again.
      idle.resize((int) Math.min(idle.capacity(), keep + keep / 20L));
    }
  }

  private int toKeep() {
    return Math.max(OtlpWriter.SMALL, Math.max(neededLast, neededBefore));
  }

  synchronized OtlpWriter lend() {
    OtlpWriter lent = kept.get();
    kept.clear();
    if (lent == null) {
      lent = maker.get();
      int keep = toKeep();
      if (keep > lent.capacity()) {
        lent.resize((int) Math.min(Integer.MAX_VALUE - 8, keep + keep / 20L));
      }
    }
    return lent;
  }

  synchronized void takeBack(OtlpWriter lent) {
    needed = Math.max(needed, lent.size());
    kept = new WeakReference<>(lent);
  }

  /** The capacity of the buffer at rest; 0 while it is lent. */
  synchronized int capacity() {
    OtlpWriter idle = kept.get();
    return idle == null ? 0 : idle.capacity();
  }
}
