package ee.otel.metrics.internal.collect;

import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.internal.callback.Callbacks;
import ee.otel.metrics.internal.exemplar.ExemplarsStorage;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.stream.Stream;
import ee.otel.metrics.internal.stream.StreamReader;
import ee.otel.metrics.internal.stream.StreamRegistry;
import ee.otel.metrics.internal.stream.StreamTime;
import ee.otel.metrics.internal.view.Views;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All streams and the readers of them.
 *
 * <p><b>Cells and readers.</b> A stream with one reader that wants cumulative points keeps totals
 * in its cells, and a collection looks at them. Any other stream's cells are emptied by a
 * collection: what they held is added to what is pending for each of its readers. Recorders never
 * know.
 *
 * <p><b>The life of a series.</b> Where all readers want deltas, a series is retired that nothing
 * was recorded into since the last collection and of which nothing is pending. Where a reader wants
 * cumulative points, it is retired after the idle timeout, if there is one; its last point is
 * exported and, like a delta, comes again until it arrives. Attributes that come back begin a new
 * series with a new start. A series is closed when it is retired, so that no measurement can be
 * lost in it. Bound series are retired only when they are ended.
 *
 * <p>Safe from any thread. Collections run one after another.
 */
public final class MetricsStorage {
  private final List<StorageReader> readers;
  private final Callbacks callbacks;
  private final StreamRegistry streams;
  private final Collector collector;

  /**
   * @param readers known from the start, because what a cell holds depends on who reads it
   * @param options what takes part in a collection beside the streams
   * @param time the clocks, and when series are idle
   */
  public MetricsStorage(
      List<ReaderOptions> readers,
      Views views,
      ExemplarsStorage exemplars,
      CollectionOptions options,
      StreamTime time,
      Health health) {
    List<StreamReader> streamReaders =
        readers.stream().map(wanted -> new StreamReader(wanted, health)).toList();
    this.callbacks = new Callbacks(options.callbackRunner(), time.nanoTime(), health);
    this.streams = new StreamRegistry(streamReaders, views, exemplars, time, health);
    this.collector =
        new Collector(
            callbacks, streams, new FilterAndProducers(options, health), time.epochNanos(), health);
    this.readers =
        streamReaders.stream().map(reader -> new StorageReader(collector, reader)).toList();
  }

  /** The readers, in the order of the options that they were made of. */
  public List<StorageReader> readers() {
    return List.copyOf(readers);
  }

  /** How many series there are at the moment, by the name of their stream. */
  public Map<String, Integer> liveSeries() {
    Map<String, Integer> live = new LinkedHashMap<>();
    for (Stream stream : streams.all()) {
      live.merge(stream.config().name(), stream.liveSeries(), Integer::sum);
    }
    return live;
  }

  /** How many series there may be, by the name of their stream. */
  public Map<String, Integer> cardinalityLimits() {
    Map<String, Integer> limits = new LinkedHashMap<>();
    for (Stream stream : streams.all()) {
      limits.merge(
          stream.config().name(), stream.config().cardinalityLimit(), MetricsStorage::boundedSum);
    }
    return limits;
  }

  private static int boundedSum(int a, int b) {
    return (int) Math.min(Integer.MAX_VALUE, (long) a + b);
  }

  /** How many measurements went into overflow series so far, by the name of their stream. */
  public Map<String, Long> overflowed() {
    Map<String, Long> overflowed = new LinkedHashMap<>();
    for (Stream stream : streams.all()) {
      overflowed.merge(stream.config().name(), stream.overflowed(), Long::sum);
    }
    return overflowed;
  }

  /** The callbacks of observable instruments. */
  public Callbacks callbacks() {
    return callbacks;
  }

  /** The streams of all instruments. */
  public StreamRegistry streams() {
    return streams;
  }

  /** From now on every collection fails and is empty. */
  public void shutdown() {
    collector.shutdown();
  }
}
