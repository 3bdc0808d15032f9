package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.PushMetricExporter;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.export.delivery.Export;
import ee.otel.metrics.internal.health.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Exports through an exporter of the application's, in batches. */
final class PushExport implements Export {
  private final String name;
  private final PushMetricExporter exporter;
  private final Resource resource;
  private final IntSupplier maxBatchSize;
  private final LongSupplier nanoTime;
  private final Losses losses;
  private final Health health;

  /**
   * @param maxBatchSize the most points that it gets at a time; asked for each export
   * @param nanoTime a clock that never goes back, on whose scale deadlines are
   */
  PushExport(
      PushTarget target,
      Resource resource,
      IntSupplier maxBatchSize,
      LongSupplier nanoTime,
      Losses losses,
      Health health) {
    this.name = target.name();
    this.exporter = target.exporter();
    this.resource = resource;
    this.maxBatchSize = maxBatchSize;
    this.nanoTime = nanoTime;
    this.losses = losses;
    this.health = health;
  }

  @Override
  public boolean isTrusted() {
    return false;
  }

  @Override
  public ExportResult export(CollectedMetrics collected, Occasion occasion, long deadlineNanos) {
    List<MetricSnapshot> delivered = new ArrayList<>();
    boolean all = false;
    try {
      all =
          succeeds(
              "export",
              () -> {
                for (List<MetricSnapshot> batch :
                    PointBatches.of(collected.metrics(), maxBatchSize.getAsInt())) {
                  exporter.export(resource, batch);
                  delivered.addAll(batch);
                }
              });
    } finally {
      if (all) {
        collected.delivered();
      } else {
        collected.deliveredOnly(delivered);
        if (occasion == Occasion.STOPPING) {
          losses.add(
              Loss.SHUTDOWN,
              PointBatches.points(collected.metrics()) - PointBatches.points(delivered));
        }
      }
    }
    return all ? ExportResult.SUCCESS : ExportResult.FAILURE;
  }

  @Override
  public ExportResult flush(long deadlineNanos) {
    return succeeds("flush", () -> exporter.flush(left(deadlineNanos)))
        ? ExportResult.SUCCESS
        : ExportResult.FAILURE;
  }

  @Override
  public ExportResult shutdown(long deadlineNanos) {
    return succeeds("shutdown", () -> exporter.shutdown(left(deadlineNanos)))
        ? ExportResult.SUCCESS
        : ExportResult.FAILURE;
  }

  private Duration left(long deadlineNanos) {
    return Duration.ofNanos(Math.max(0, deadlineNanos - nanoTime.getAsLong()));
  }

  private interface Call {
    void run() throws Exception;
  }

  private boolean succeeds(String method, Call call) {
    List<Object> topic = List.of(method, this);
    try {
      call.run();
    } catch (Exception | LinkageError | AssertionError e) {
      health.warn(
          topic,
          e,
          () ->
              "Exporter "
                  + this
                  + " failed to "
                  + method
                  + ": "
                  + e
                  + ". Deltas are kept for its next export.");
      return false;
    }
    health.recovered(topic, () -> "Exporter " + this + " works again.");
    return true;
  }

  @Override
  public String toString() {
    return name;
  }
}
