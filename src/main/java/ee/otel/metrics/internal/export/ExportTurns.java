package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.health.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets one export at a time through, whoever asks: timer, flush or shutdown.
 *
 * <p>Safe from any thread. Nothing that an export throws gets out, {@link Error}s included.
 */
final class ExportTurns {
  /** Longer than anybody waits, and no risk of overflow. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private final List<Export> exports;
  private final LongSupplier nanoTime;
  private final Health health;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final AtomicBoolean shutDown = new AtomicBoolean();

  // Guarded by the turn.
  private long lastStartNanos;
  private boolean exportedBefore;

  /**
   * @param exports all ways out; each export goes through all of them
   * @param nanoTime a clock that never goes back
   */
  ExportTurns(List<Export> exports, LongSupplier nanoTime, Health health) {
    this.exports = List.copyOf(exports);
    this.nanoTime = nanoTime;
    this.health = health;
  }

  /**
   * The timer's export. Left out while another export is under way, and when the last one began
   * less than half an interval ago: some servers make up for missed ticks in a burst.
   */
  void tick(Duration interval, Duration timeout) {
    if (shutDown.get() || !turn.tryLock()) {
      return;
    }
    try {
      long now = nanoTime.getAsLong();
      if (!shutDown.get() && (!exportedBefore || now - lastStartNanos >= interval.toNanos() / 2)) {
        run(Export.Occasion.RUNNING, after(timeout));
      }
    } finally {
      turn.unlock();
    }
  }

  /**
   * Waits for an export that is under way, then exports; all of it within {@code timeout}. Fails
   * from inside a callback, which an export waits for.
   */
  ExportResult flush(Duration timeout) {
    long deadline = after(timeout);
    if (shutDown.get() || turn.isHeldByCurrentThread()) {
      return ExportResult.FAILURE;
    }
    if (!awaitTurn(deadline)) {
      return ExportResult.TIMEOUT;
    }
    try {
      return shutDown.get() ? ExportResult.FAILURE : run(Export.Occasion.RUNNING, deadline);
    } finally {
      turn.unlock();
    }
  }

  /**
   * The last export. One that is under way is hurried: at half of the time the last one has its
   * turn. Whatever is asked for afterwards fails.
   *
   * @param atLast runs in any case, before another can have a turn
   */
  ExportResult shutdown(Duration timeout, Runnable atLast) {
    long deadline = after(timeout);
    if (shutDown.getAndSet(true)) {
      return ExportResult.FAILURE;
    }
    boolean mine = false;
    try {
      exports.forEach(export -> export.hurry(timeout.dividedBy(2)));
      mine = awaitTurn(deadline);
      if (mine) {
        return run(Export.Occasion.STOPPING, deadline);
      }
      health.warning(
          () ->
              "Last export did not begin, because another one did not end within "
                  + timeout.toMillis()
                  + " ms: what was measured since is lost. See otel.metrics.ee.shutdown.timeout.");
      return ExportResult.TIMEOUT;
    } finally {
      atLast.run();
      if (mine) {
        turn.unlock();
      }
    }
  }

  private long after(Duration timeout) {
    Duration bounded = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    return nanoTime.getAsLong() + Math.max(0, bounded.toNanos());
  }

  private boolean awaitTurn(long deadline) {
    try {
      return turn.tryLock(Math.max(0, deadline - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ExportResult run(Export.Occasion occasion, long deadline) {
    lastStartNanos = nanoTime.getAsLong();
    exportedBefore = true;
    ExportResult result = ExportResult.SUCCESS;
    for (Export export : exports) {
      result = result.and(runOne(export, occasion, deadline));
    }
    return result;
  }

  private ExportResult runOne(Export export, Export.Occasion occasion, long deadline) {
    try {
      ExportResult result = export.export(occasion, deadline);
      health.recovered(List.of("thrown by", export), () -> "Export by " + export + " works again.");
      return result;
    } catch (Throwable e) {
      health.warn(
          List.of("thrown by", export),
          e,
          () ->
              "Export by "
                  + export
                  + " failed: "
                  + e.getClass().getName()
                  + ". What it did not send is kept for the next export.");
      return ExportResult.FAILURE;
    }
  }
}
