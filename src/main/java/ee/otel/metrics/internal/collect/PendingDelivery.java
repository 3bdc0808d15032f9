package ee.otel.metrics.internal.collect;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.internal.stream.Stream;
import ee.otel.metrics.internal.stream.StreamReader;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Collected metrics, and what the storage gets back of them when they do not arrive. */
final class PendingDelivery implements CollectedMetrics {
  private final Collector collector;
  private final StreamReader reader;
  private final List<MetricSnapshot> metrics;
  private final List<Stream.Taken> taken;
  private final ExportResult result;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * @param metrics what is to be exported
   * @param taken what the storages have to get back of it, and what the filter dropped
   */
  PendingDelivery(
      Collector collector,
      StreamReader reader,
      List<MetricSnapshot> metrics,
      List<Stream.Taken> taken,
      ExportResult result) {
    this.collector = collector;
    this.reader = reader;
    this.metrics = List.copyOf(metrics);
    this.taken = List.copyOf(taken);
    this.result = result;
  }

  @Override
  public List<MetricSnapshot> metrics() {
    return metrics;
  }

  @Override
  public ExportResult result() {
    return result;
  }

  @Override
  public void delivered() {
    end(MissingPoints.NONE);
  }

  @Override
  public void failed() {
    deliveredOnly(List.of());
  }

  @Override
  public void postponed() {
    deliveredOnly(List.of());
  }

  @Override
  public void deliveredOnly(Collection<MetricSnapshot> delivered) {
    boolean nothingReturns = taken.stream().allMatch(part -> part.returnable().isEmpty());
    end(nothingReturns ? MissingPoints.NONE : new MissingPoints(metrics, delivered));
  }

  private void end(MissingPoints missing) {
    if (!ended.compareAndSet(false, true)) {
      throw new IllegalStateException("its outcome is known already");
    }
    collector.settle(reader, taken, missing);
  }

  /** Lets the next collection use the memory of the metrics, of which nobody may keep any part. */
  void release() {
    taken.forEach(part -> part.release().run());
  }
}
