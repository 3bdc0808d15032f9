package ee.otel.metrics.internal.collect;

import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.internal.callback.Callbacks;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.stream.AsyncStream;
import ee.otel.metrics.internal.stream.ExemplarsStorage;
import ee.otel.metrics.internal.stream.Stream;
import ee.otel.metrics.internal.stream.StreamReader;
import ee.otel.metrics.internal.stream.StreamRegistry;
import ee.otel.metrics.internal.view.Views;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * All streams and the readers of them.
 *
 * <p><b>Cells and readers.</b> A stream with one reader that wants cumulative points keeps totals
 * in its cells, and a collection looks at them. Any other stream's cells are emptied by a
 * collection: what they held is added to what each of its readers has not had yet. Recorders never
 * know.
 *
 * <p><b>The life of a series.</b> Where all readers want deltas, a series that nothing was recorded
 * into since the last collection, and of which nothing waits to be delivered, is let go. Where a
 * reader wants cumulative points it is let go after the idle timeout, if there is one; its last
 * point is exported and, like a delta, comes again until it arrives. Attributes that come back make
 * a new series with a new start. Letting go closes the series first, so that no measurement can
 * slip in behind.
 *
 * <p>Safe from any thread. Collections run one after another.
 */
public final class MetricsStorage {
  private static final Duration BETWEEN_LIMIT_WARNINGS = Duration.ofMinutes(1);

  private final List<StorageReader> readers;
  private final Callbacks callbacks;
  private final FilterAndProducers passed;
  private final StreamRegistry streams;
  private final LongSupplier epochNanos;
  private final Health health;

  /**
   * For one collection at a time, from its first callback to its end; several threads may do it.
   */
  private final Semaphore collection = new Semaphore(1, true);

  /** For reading the streams, without callbacks. */
  private final ReentrantLock reading = new ReentrantLock();

  private final Map<Stream, Long> overflowedBefore = new HashMap<>();

  /**
   * @param readers who reads; known from the start, since streams are made to measure
   * @param options who takes part in a collection
   * @param epochNanos the clock, in nanoseconds since the epoch
   * @param idleTimeout after which an untouched cumulative series is let go; zero for never
   */
  public MetricsStorage(
      List<ReaderOptions> readers,
      Views views,
      ExemplarsStorage exemplars,
      CollectionOptions options,
      LongSupplier epochNanos,
      Duration idleTimeout,
      Health health) {
    this.readers =
        readers.stream().map(wanted -> new StorageReader(this, new StreamReader(wanted))).toList();
    this.callbacks = new Callbacks(options.callbackRunner(), System::nanoTime, health);
    this.passed = new FilterAndProducers(options, health);
    this.streams =
        new StreamRegistry(
            this.readers.stream().map(StorageReader::stream).toList(),
            views,
            exemplars,
            epochNanos,
            idleTimeout,
            health);
    this.epochNanos = epochNanos;
    this.health = health;
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

  List<MetricSnapshot> peek(StreamReader reader) {
    return withCallbacks(reader, () -> look(reader), List.of());
  }

  private List<MetricSnapshot> look(StreamReader reader) {
    List<MetricSnapshot> metrics = new ArrayList<>();
    read(
        reader,
        (stream, now) -> {
          MetricSnapshot metric = stream.peek(reader, now);
          metric = metric == null ? null : passed.filtered(metric);
          return metric != null && metrics.add(metric);
        });
    metrics.addAll(passed.produced());
    return metrics;
  }

  PendingDelivery take(StreamReader reader) {
    return passOn(reader, withCallbacks(reader, () -> drain(reader), List.of()));
  }

  /** Takes what the streams have, after the callbacks. */
  List<Stream.Taken> drain(StreamReader reader) {
    List<Stream.Taken> taken = new ArrayList<>();
    boolean whole = false;
    try {
      read(
          reader,
          (stream, now) -> {
            Stream.Taken part = stream.take(reader, now);
            warnOfOverflow(stream);
            return part != null && taken.add(part);
          });
      whole = true;
    } finally {
      if (!whole) {
        giveBack(reader, taken, point -> true);
      }
    }
    return taken;
  }

  /** What was taken as the filter leaves it, and what others produce. */
  PendingDelivery passOn(StreamReader reader, List<Stream.Taken> taken) {
    List<MetricSnapshot> metrics = new ArrayList<>(taken.size());
    for (Stream.Taken part : taken) {
      MetricSnapshot metric = passed.filtered(part.metric());
      if (metric != null) {
        metrics.add(metric);
      }
    }
    metrics.addAll(passed.produced());
    return new PendingDelivery(this, reader, metrics, taken);
  }

  /** Forgets what the callbacks observed for a collection that does not take place. */
  void forget(StreamReader reader) {
    read(
        reader, (stream, now) -> stream instanceof AsyncStream && stream.peek(reader, now) != null);
  }

  /**
   * Begins a collection that several threads may do, one after another.
   *
   * @return false when another one has not ended in time
   */
  boolean begin(long waitNanos) throws InterruptedException {
    return collection.tryAcquire(waitNanos, TimeUnit.NANOSECONDS);
  }

  /** Ends what {@link #begin} began. */
  void end() {
    collection.release();
  }

  private <T> T withCallbacks(StreamReader reader, Supplier<T> read, T nothing) {
    if (reading.isHeldByCurrentThread() || callbacks.areRunningHere()) {
      health.warnOnce(
          "nested collection",
          () ->
              "Collection inside a callback is answered with nothing; collect or flush outside of"
                  + " callbacks.");
      return nothing;
    }
    collection.acquireUninterruptibly();
    try {
      callbacks.run(reader);
      return read.get();
    } finally {
      collection.release();
    }
  }

  private void read(StreamReader reader, BiFunction<Stream, Long, Boolean> each) {
    reading.lock();
    try {
      long now = epochNanos.getAsLong();
      for (Stream stream : streams.all()) {
        if (stream.isReadBy(reader)) {
          each.apply(stream, now);
        }
      }
    } finally {
      reading.unlock();
    }
  }

  void giveBack(StreamReader reader, List<Stream.Taken> taken, Predicate<Point> failed) {
    reading.lock();
    try {
      for (Stream.Taken part : taken) {
        for (Point point : part.returnable()) {
          if (failed.test(point)) {
            part.stream().giveBack(reader, point);
          }
        }
      }
    } finally {
      reading.unlock();
    }
  }

  private void warnOfOverflow(Stream stream) {
    long overflowed = stream.overflowed();
    if (overflowed > overflowedBefore.getOrDefault(stream, 0L)) {
      overflowedBefore.put(stream, overflowed);
      health.warnAtMostEvery(
          BETWEEN_LIMIT_WARNINGS, List.of("limit", stream), () -> limitReached(stream));
    }
  }

  private static String limitReached(Stream stream) {
    Map<String, Set<Object>> values = new HashMap<>();
    stream.forEachAttributes(
        (Attributes attributes) ->
            attributes.forEach(
                (key, value) ->
                    values.computeIfAbsent(key.getKey(), unused -> new HashSet<>()).add(value)));
    String most =
        values.entrySet().stream()
            .max((a, b) -> Integer.compare(a.getValue().size(), b.getValue().size()))
            .map(
                entry ->
                    "attribute "
                        + entry.getKey()
                        + " has the most values ("
                        + entry.getValue().size()
                        + ")")
            .orElse("there are no attributes");
    return "Metric "
        + stream.config().name()
        + " has reached its cardinality limit of "
        + stream.config().cardinalityLimit()
        + ": "
        + most
        + ". Other attributes are counted together under otel.metric.overflow=true; remove that"
        + " attribute by a view, or raise the limit.";
  }
}
