package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.internal.callback.CallbackLimits;
import ee.otel.metrics.internal.collect.OpenCollection;
import ee.otel.metrics.internal.work.Step;

/** Begins an exporter's collection, which may have to wait for another one's end. */
final class CollectionStep implements Step {
  private final ExportRun run;
  final ExporterState exporter;
  final OpenCollection collection;
  final long start;
  final long deadline;
  final CallbackLimits limits;
  volatile boolean begun;

  /**
   * @param after how many exporters come after this one
   */
  CollectionStep(ExportRun run, ExporterState exporter, int after) {
    this.run = run;
    this.start = run.nanoTime();
    this.exporter = exporter;
    this.collection = exporter.collection();
    this.deadline = run.deadline(start, after);
    this.limits = run.callbackLimits(start, deadline);
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
      run.add(ExportResult.TIMEOUT);
    }
  }

  @Override
  public void leftBehind() {
    run.leftBehind(this);
  }

  @Override
  public void returned() {
    collection.cancel();
    exporter.release();
  }

  @Override
  public void refused() {}
}
