package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.callback.CallbackLimits;
import ee.otel.metrics.internal.export.delivery.Export;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.work.Step;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One export by each exporter, in steps: a collection begins, its callbacks run one by one, its
 * metrics are delivered.
 *
 * <p>All share one deadline. An exporter leaves time for those that come after it; callbacks leave
 * time for the delivery. The steps are asked for by one thread at a time.
 */
final class ExportRun {
  /** The time that an exporter leaves for each one after it, half of its own at most. */
  private static final long RESERVE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * The time that an exporter gets beyond its deadline when it keeps that by itself, so that its
   * own report comes first.
   */
  static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /**
   * What all exporters are asked for.
   *
   * @param flush whether a caller waits for the result
   * @param deadlineNanos when all has to be over, on the scale of {@link System#nanoTime}
   */
  record Request(Export.Occasion occasion, boolean flush, long deadlineNanos) {}

  private final List<ExporterState> exporters;
  private final Request request;
  private final long callbackTimeoutNanos;
  private final LongSupplier nanoTime;
  private final Health health;

  /** Exporters that take no part in the last export, and are still to be shut down. */
  private final Queue<Export> untold = new ConcurrentLinkedQueue<>();

  private int next;
  private @Nullable CollectionStep collecting;
  private volatile ExportResult result = ExportResult.SUCCESS;

  ExportRun(
      List<ExporterState> exporters,
      Request request,
      Duration callbackTimeout,
      LongSupplier nanoTime,
      Health health) {
    this.exporters = exporters;
    this.request = request;
    this.callbackTimeoutNanos = callbackTimeout.toNanos();
    this.nanoTime = nanoTime;
    this.health = health;
  }

  /** The worst that an exporter has said so far. */
  ExportResult result() {
    return result;
  }

  synchronized void add(ExportResult one) {
    result = result.and(one);
  }

  /** The next step; null after the last one. */
  @Nullable Step nextStep() {
    while (true) {
      Export hanging = untold.poll();
      if (hanging != null) {
        return new ShutdownStep(hanging, request.deadlineNanos());
      }
      CollectionStep now = collecting;
      if (now != null) {
        Step callback = now.collection.nextCallback(now.limits);
        if (callback == null) {
          collecting = null;
        }
        return callback == null && now.begun
            ? new DeliveryStep(this, request, now, health)
            : callback;
      }
      if (next == exporters.size()) {
        return null;
      }
      ExporterState exporter = exporters.get(next++);
      if (!exporter.tryUse()) {
        add(ExportResult.TIMEOUT); // it hangs since an earlier export
        tellOfTheEnd(exporter.export());
      } else if (nanoTime.getAsLong() - request.deadlineNanos() >= 0) {
        exporter.release();
        add(ExportResult.TIMEOUT);
        tellOfTheEnd(exporter.export());
      } else {
        collecting = new CollectionStep(this, exporter, exporters.size() - next);
        return collecting;
      }
    }
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  /**
   * When an exporter has to be done.
   *
   * @param after how many exporters come after it
   */
  long deadline(long start, int after) {
    long left = request.deadlineNanos() - start;
    return request.deadlineNanos() - Math.min(left / 2, after * RESERVE_NANOS);
  }

  CallbackLimits callbackLimits(long start, long deadline) {
    return new CallbackLimits(start + (deadline - start) / 2, callbackTimeoutNanos);
  }

  /** A collection could not begin in time. */
  void leftBehind(CollectionStep late) {
    if (collecting == late) {
      collecting = null;
    }
    add(ExportResult.TIMEOUT);
  }

  /** An exporter that has no part in the last export is shut down all the same. */
  void tellOfTheEnd(Export export) {
    if (request.occasion() == Export.Occasion.STOPPING && !export.isTrusted()) {
      untold.add(export);
    }
  }
}
