package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.export.delivery.Export;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.work.Step;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Takes what was collected and lets the exporter send it. */
final class DeliveryStep implements Step {
  private final ExportRun run;
  private final ExportRun.Request request;
  private final Health health;
  private final ExporterState exporter;
  private final Export export;
  private final CollectionStep collected;
  private volatile boolean abandoned;
  private volatile boolean released;
  private volatile boolean shutDown;
  private volatile ExportResult ownResult = ExportResult.FAILURE;

  DeliveryStep(ExportRun run, ExportRun.Request request, CollectionStep collected, Health health) {
    this.run = run;
    this.request = request;
    this.health = health;
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
        ? export.limit(collected.deadline + ExportRun.GRACE_NANOS)
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
        collected.collection.release(); // it keeps no part of the metrics
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
      export.collected(run.nanoTime() - collected.start, null);
      return metrics;
    } catch (RuntimeException | Error e) {
      export.collected(run.nanoTime() - collected.start, e);
      throw e;
    }
  }

  private List<Object> topic() {
    return List.of("thrown by", export);
  }

  @Override
  public void ended() {
    exporter.release();
    run.add(ownResult);
  }

  @Override
  public void leftBehind() {
    abandoned = true;
    ExportResult known = export.abandon();
    run.add(known == null ? ExportResult.TIMEOUT : known);
    if (known != null) {
      released = true;
      exporter.release();
    } else {
      long millis = TimeUnit.NANOSECONDS.toMillis(run.nanoTime() - collected.start);
      health.warn(
          List.of("hanging", export),
          () ->
              "Exporter "
                  + export
                  + " has not returned after "
                  + millis
                  + " ms. The others go on; it is asked again when it has returned.");
      if (!shutDown) {
        run.tellOfTheEnd(export);
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
    run.add(ExportResult.FAILURE);
    health.warn(
        List.of("refused", export),
        () -> "Exporter " + export + " is left out: the server gave no thread to run it.");
  }
}
