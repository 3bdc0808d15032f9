package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.callback.CallbackLimits;
import ee.otel.metrics.internal.collect.OpenCollection;
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
 * One export by each exporter, in steps: begin a collection, run its callbacks one by one, deliver.
 *
 * <p>All share one deadline. An exporter leaves time for those that come after it; callbacks leave
 * time for the delivery. The steps are asked for by one thread at a time.
 */
final class ExportRun {
  /** What an exporter leaves for each one after it, as long as that is not more than half. */
  private static final long RESERVE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What an exporter gets that keeps its time by itself, so that its own report comes first. */
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /**
   * What somebody wants of all exporters.
   *
   * @param flush whether somebody waits for the result
   * @param deadlineNanos when all has to be over, on the scale of {@link System#nanoTime}
   */
  record Request(Export.Occasion occasion, boolean flush, long deadlineNanos) {}

  private final List<ExporterState> exporters;
  private final Request request;
  private final long callbackTimeoutNanos;
  private final LongSupplier nanoTime;
  private final Health health;

  /** Those that hang at the last export, and have not been told of the end. */
  private final Queue<Export> untold = new ConcurrentLinkedQueue<>();

  private int next;
  private @Nullable Collecting collecting;
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

  private synchronized void add(ExportResult one) {
    result = result.and(one);
  }

  /** The next step; null after the last one. */
  @Nullable Step nextStep() {
    while (true) {
      Export hanging = untold.poll();
      if (hanging != null) {
        return new Farewell(hanging);
      }
      Collecting now = collecting;
      if (now != null) {
        Step callback = now.collection.nextCallback(now.limits);
        if (callback == null) {
          collecting = null;
        }
        return callback == null && now.begun ? new Delivery(now) : callback;
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
        collecting = new Collecting(exporter, exporters.size() - next);
        return collecting;
      }
    }
  }

  /** An exporter that has no part in the last export is shut down all the same. */
  private void tellOfTheEnd(Export export) {
    if (request.occasion() == Export.Occasion.STOPPING && !export.isTrusted()) {
      untold.add(export);
    }
  }

  /** The shutdown of an exporter that hangs, or whose time was up before its turn. */
  private final class Farewell implements Step {
    private final Export export;

    Farewell(Export export) {
      this.export = export;
    }

    @Override
    public boolean isTrusted() {
      return false;
    }

    @Override
    public long limit(long now) {
      return Math.max(now, request.deadlineNanos()) + GRACE_NANOS;
    }

    @Override
    public void run() {
      export.shutdown(request.deadlineNanos());
    }

    @Override
    public void ended() {}

    @Override
    public void leftBehind() {}

    @Override
    public void refused() {}
  }

  /** Begins an exporter's collection, which may have to wait for another one's end. */
  private final class Collecting implements Step {
    final ExporterState exporter;
    final OpenCollection collection;
    final long start = nanoTime.getAsLong();
    final long deadline;
    final CallbackLimits limits;
    volatile boolean begun;

    /**
     * @param after how many exporters come after this one
     */
    Collecting(ExporterState exporter, int after) {
      this.exporter = exporter;
      this.collection = exporter.collection();
      long left = request.deadlineNanos() - start;
      deadline = request.deadlineNanos() - Math.min(left / 2, after * RESERVE_NANOS);
      limits = new CallbackLimits(start + (deadline - start) / 2, callbackTimeoutNanos);
    }

    @Override
    public boolean isTrusted() {
      return true;
    }

    @Override
    public long limit(long now) {
      return deadline;
    }

    @Override
    public void run() {
      try {
        begun = collection.begin(Math.max(0, limits.deadlineNanos() - start));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void ended() {
      if (!begun) {
        exporter.release();
        add(ExportResult.TIMEOUT);
      }
    }

    @Override
    public void leftBehind() {
      collecting = null;
      add(ExportResult.TIMEOUT);
    }

    @Override
    public void returned() {
      collection.cancel();
      exporter.release();
    }

    @Override
    public void refused() {}
  }

  /** Takes what was collected and lets the exporter send it. */
  private final class Delivery implements Step {
    private final ExporterState exporter;
    private final Export export;
    private final Collecting collected;
    private volatile boolean abandoned;
    private volatile boolean released;
    private volatile boolean shutDown;
    private volatile ExportResult ownResult = ExportResult.FAILURE;

    Delivery(Collecting collected) {
      this.collected = collected;
      this.exporter = collected.exporter;
      this.export = exporter.export();
    }

    @Override
    public boolean isTrusted() {
      return export.isTrusted();
    }

    @Override
    public long limit(long now) {
      return export.isTrusted()
          ? export.limit(collected.deadline + GRACE_NANOS)
          : collected.deadline;
    }

    @Override
    public void run() {
      try {
        CollectedMetrics metrics = taken();
        if (abandoned) {
          metrics.failed();
          return;
        }
        ExportResult sent = export.export(metrics, request.occasion(), collected.deadline);
        if (export.isTrusted()) {
          collected.collection.release(); // it keeps nothing
        }
        if (request.flush() && !abandoned) {
          sent = sent.and(export.flush(collected.deadline));
        }
        if (request.occasion() == Export.Occasion.STOPPING && !abandoned) {
          shutDown = true;
          sent = sent.and(export.shutdown(collected.deadline));
        }
        ownResult = sent;
        health.recovered(topic(), () -> "Export by " + export + " works again.");
      } catch (Throwable e) {
        health.warn(
            topic(),
            e,
            () ->
                "Export by "
                    + export
                    + " failed: "
                    + e.getClass().getName()
                    + ". What it did not send is kept for the next export.");
      }
    }

    private CollectedMetrics taken() {
      try {
        CollectedMetrics metrics = collected.collection.take(collected.limits);
        export.collected(nanoTime.getAsLong() - collected.start, null);
        return metrics;
      } catch (RuntimeException | Error e) {
        export.collected(nanoTime.getAsLong() - collected.start, e);
        throw e;
      }
    }

    private List<Object> topic() {
      return List.of("thrown by", export);
    }

    @Override
    public void ended() {
      exporter.release();
      add(ownResult);
    }

    @Override
    public void leftBehind() {
      abandoned = true;
      ExportResult known = export.abandon();
      add(known == null ? ExportResult.TIMEOUT : known);
      if (known != null) {
        released = true;
        exporter.release();
      } else {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - collected.start);
        health.warn(
            List.of("hanging", export),
            () ->
                "Exporter "
                    + export
                    + " has not returned after "
                    + millis
                    + " ms. The others go on; it is asked again when it has returned.");
        if (!shutDown) {
          tellOfTheEnd(export);
        }
      }
    }

    @Override
    public void returned() {
      if (!released) {
        exporter.release();
        health.recovered(List.of("hanging", export), () -> "Exporter " + export + " has returned.");
      }
    }

    @Override
    public void refused() {
      collected.collection.cancel();
      exporter.release();
      add(ExportResult.FAILURE);
      health.warn(
          List.of("refused", export),
          () -> "Exporter " + export + " is left out: the server gave no thread to run it.");
    }
  }
}
