package ee.otel.metrics.internal.export;

import ee.otel.metrics.internal.export.delivery.Export;
import ee.otel.metrics.internal.work.Step;

/** The shutdown of an exporter that hangs, or whose time was up before its turn. */
final class ShutdownStep implements Step {
  private final Export export;
  private final long deadlineNanos;

  ShutdownStep(Export export, long deadlineNanos) {
    this.export = export;
    this.deadlineNanos = deadlineNanos;
  }

  @Override
  public boolean isTrusted() {
    return false;
  }

  @Override
  public long limit(long now) {
    return Math.max(now, deadlineNanos) + ExportRun.GRACE_NANOS;
  }

  @Override
  public void run() {
    export.shutdown(deadlineNanos);
  }

  @Override
  public void ended() {}

  @Override
  public void leftBehind() {}

  @Override
  public void refused() {}
}
