package ee.otel.metrics.internal.collect;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.internal.stream.StreamReader;
import java.util.List;

/** A reader of a storage. */
public final class StorageReader implements MetricReader {
  private final MetricsStorage storage;
  private final StreamReader stream;

  StorageReader(MetricsStorage storage, StreamReader stream) {
    this.storage = storage;
    this.stream = stream;
  }

  /** The reader as streams know it. */
  StreamReader stream() {
    return stream;
  }

  /** A collection that is yet to begin, in parts. */
  public OpenCollection open() {
    return new OpenCollection(storage, this);
  }

  @Override
  public List<MetricSnapshot> peek() {
    return storage.peek(stream);
  }

  @Override
  public CollectedMetrics take() {
    return storage.take(stream);
  }
}
