package ee.otel.metrics.internal.collect;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.internal.stream.StreamReader;
import java.util.List;

/** A reader whose collections a {@link Collector} does. */
public final class StorageReader implements MetricReader {
  private final Collector collector;
  private final StreamReader stream;

  StorageReader(Collector collector, StreamReader stream) {
    this.collector = collector;
    this.stream = stream;
  }

  /** A collection that is yet to begin, in parts. */
  public OpenCollection open() {
    return new OpenCollection(collector, stream);
  }

  @Override
  public List<MetricSnapshot> peek() {
    return collector.peek(stream);
  }

  @Override
  public CollectedMetrics take() {
    return collector.take(stream);
  }
}
