package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.callback.Callbacks;
import ee.otel.metrics.internal.export.delivery.Export;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.work.Relay;
import ee.otel.metrics.internal.work.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one export run at a time, whether the timer, a flush or the shutdown asks for it.
 *
 * <p>One thread runs an export, from the first callback to the last answer. Each tick, and each
 * thread that waits here, watches it: a callback or an exporter whose time is up is left behind
 * with its thread. No thread waits for another one of the same pool. Nothing that an export throws
 * leaves this class, not even an {@link Error}. Safe from any thread.
 */
final class ExportTurns {
  /** Longer than anybody waits, and no risk of overflow. */
  private static final Duration LONGEST = Duration.ofDays(365);

  /** How often a thread that waits for its turn watches the export under way. */
  private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final List<ExporterState> exporters;
  private final Duration callbackTimeout;
  private final Threads threads;
  private final LongSupplier nanoTime;
  private final Health health;
  private final Semaphore turn = new Semaphore(1, true);
  private final AtomicBoolean shutDown = new AtomicBoolean();
  private volatile @Nullable Relay underWay;

  // Guarded by the turn.
  private long lastStartNanos;
  private boolean exportedBefore;

  /**
   * @param exporters all of them; each export goes through all
   * @param callbackTimeout what a callback gets at most
   * @param threads run exports; without one the calling thread does, and leaves out the
   *     application's code
   * @param nanoTime a clock that never goes back
   */
  ExportTurns(
      List<ExporterState> exporters,
      Duration callbackTimeout,
      Threads threads,
      LongSupplier nanoTime,
      Health health) {
    this.exporters = List.copyOf(exporters);
    this.callbackTimeout = callbackTimeout;
    this.threads = threads;
    this.nanoTime = nanoTime;
    this.health = health;
  }

  /**
   * The timer's export; another thread goes on with it. Left out while another export is under way,
   * and when the last one began less than half an interval ago: some servers make up for missed
   * ticks in a burst. Exporters whose own interval is not over are left out.
   *
   * @param interval the time between two ticks
   */
  void tick(Duration interval, Duration timeout) {
    if (shutDown.get()) {
      return;
    }
    if (!turn.tryAcquire()) {
      watch();
      return;
    }
    long now = nanoTime.getAsLong();
    if (shutDown.get() || exportedBefore && now - lastStartNanos < interval.toNanos() / 2) {
      turn.release();
      return;
    }
    List<ExporterState> due = exporters.stream().filter(each -> each.isDue(now, interval)).toList();
    if (due.isEmpty()) {
      turn.release();
      return;
    }
    begin(due, new ExportRun.Request(Export.Occasion.RUNNING, false, after(timeout)));
  }

  /** Whether an export has its turn, so that another one would have to wait. */
  boolean isUnderWay() {
    return turn.availablePermits() == 0;
  }

  /** Leaves the step of the export under way behind if its time is up. */
  void watch() {
    Relay relay = underWay;
    if (relay != null) {
      relay.watch();
    }
  }

  /**
   * Waits for an export that is under way, then exports; all of it within {@code timeout}. Fails at
   * once from inside a callback or an exporter, which an export waits for.
   */
  ExportResult flush(Duration timeout) {
    long deadline = after(timeout);
    if (shutDown.get() || Relay.runsHere() || Callbacks.anyRunsHere()) {
      return ExportResult.FAILURE;
    }
    try {
      if (!awaitTurn(deadline, deadline - Math.max(0, timeoutNanos(timeout)) / 2)) {
        return shutDown.get() ? ExportResult.FAILURE : ExportResult.TIMEOUT;
      }
      if (shutDown.get()) {
        turn.release();
        return ExportResult.FAILURE;
      }
      Begun begun =
          begin(exporters, new ExportRun.Request(Export.Occasion.RUNNING, true, deadline));
      return begun.await(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExportResult.TIMEOUT;
    }
  }

  /**
   * The last export. One that is under way is hurried: at half of the time the last one has its
   * turn. Whatever is asked for afterwards fails.
   *
   * @param beforeLast runs when it has its turn, just before it
   * @param atLast runs in any case, before another can have a turn
   */
  ExportResult shutdown(Duration timeout, Runnable beforeLast, Runnable atLast) {
    long deadline = after(timeout);
    if (shutDown.getAndSet(true)) {
      return ExportResult.FAILURE;
    }
    try {
      return lastExport(timeout, deadline, beforeLast);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExportResult.TIMEOUT;
    } finally {
      atLast.run();
    }
  }

  private ExportResult lastExport(Duration timeout, long deadline, Runnable beforeLast)
      throws InterruptedException {
    long halfTime = deadline - timeout.dividedBy(2).toNanos();
    exporters.forEach(exporter -> exporter.export().hurry());
    Relay before = underWay;
    if (before != null) {
      before.hurry(halfTime);
    }
    if (!awaitTurn(deadline, halfTime)) {
      health.warning(
          () ->
              "Last export did not begin, because another one did not end within "
                  + timeout.toMillis()
                  + " ms: what was measured since is lost. See otel.metrics.ee.shutdown.timeout.");
      return ExportResult.TIMEOUT;
    }
    beforeLast.run();
    Begun last = begin(exporters, new ExportRun.Request(Export.Occasion.STOPPING, true, deadline));
    ExportResult result = last.await(deadline);
    if (!last.relay.isDone()) {
      last.relay.hurry(deadline);
      last.relay.watch();
    }
    return result;
  }

  private static long timeoutNanos(Duration timeout) {
    return (timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout).toNanos();
  }

  private long after(Duration timeout) {
    return nanoTime.getAsLong() + Math.max(0, timeout.isNegative() ? 0 : timeoutNanos(timeout));
  }

  /**
   * @param patience when the application's code in the export under way has to be over
   */
  private boolean awaitTurn(long deadline, long patience) throws InterruptedException {
    while (true) {
      long left = deadline - nanoTime.getAsLong();
      long wait = Math.max(0, Math.min(left, WATCH_NANOS));
      if (turn.tryAcquire(wait, TimeUnit.NANOSECONDS)) {
        return true;
      }
      if (left <= 0) {
        return false;
      }
      Relay relay = underWay;
      if (relay != null) {
        relay.hurryUntrusted(patience);
        relay.watch();
      }
    }
  }

  /** An export that has its turn. */
  private record Begun(ExportRun run, Relay relay) {

    ExportResult await(long deadline) throws InterruptedException {
      return relay.await(deadline) ? run.result() : run.result().and(ExportResult.TIMEOUT);
    }
  }

  private Begun begin(List<ExporterState> which, ExportRun.Request request) {
    lastStartNanos = nanoTime.getAsLong();
    exportedBefore = true;
    which.forEach(exporter -> exporter.begins(lastStartNanos));
    ExportRun run = new ExportRun(which, request, callbackTimeout, nanoTime, health);
    Relay relay = new Relay(run::nextStep, this::end, threads, nanoTime);
    underWay = relay;
    relay.begin();
    return new Begun(run, relay);
  }

  private void end() {
    underWay = null;
    turn.release();
  }
}
