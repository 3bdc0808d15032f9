package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.internal.aggregation.Cell.Outcome;
import ee.otel.metrics.internal.attributes.CanonicalAttributes;
import ee.otel.metrics.internal.exemplar.ExemplarsStorage;
import ee.otel.metrics.internal.view.StreamConfig;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stream of an instrument that is recorded into.
 *
 * <p>{@link #record} may be called from any thread at any time. Each measurement goes into exactly
 * one series: the one of its attributes or, where the limit leaves no place for that one, the
 * overflow series. There are never more series than the limit beside the overflow series.
 *
 * <p>A series that is retired is closed. A recorder that still holds it learns that from the cell,
 * and the registry looks the attributes up again, under its lock.
 */
final class SyncStream extends Stream implements Recorder {
  private final SeriesRegistry registry;
  private final SeriesTable<Series> table;
  private final @Nullable SeriesCache cache;
  private final SeriesCollection collection;
  private final NumberType type;
  private final ExemplarsStorage exemplars;
  private final boolean samples;
  private final ExemplarsStorage.Kind exemplarKind;
  private final LongAdder overflowed = new LongAdder();

  SyncStream(
      StreamConfig config,
      StreamReaders readers,
      ExemplarsStorage exemplars,
      StreamTime time,
      Runnable cutWarning) {
    super(config, readers, cutWarning);
    boolean lasting = !readers.drains() && time.idleTimeoutNanos() == 0;
    this.registry =
        new SeriesRegistry(
            config, aggregator, readers, exemplars, time.epochNanos(), lasting, cutWarning);
    this.table = registry.table();
    this.cache = registry.cache();
    this.type = config.instrument().type();
    this.exemplars = exemplars;
    this.samples = !exemplars.isOff();
    this.exemplarKind = ExemplarsStorage.Kind.of(config);
    this.collection =
        new SeriesCollection(registry, aggregator, readers, exemplars, exemplarKind, time);
  }

  @Override
  public void record(long bits, Attributes attributes, @Nullable Context context) {
    Context candidate = samples ? exemplars.candidate(context) : null;
    boolean full = table.isFull(); // asked first: then what is not found was not there before
    Series series = lookUp(attributes);
    if (series == null && full && CanonicalAttributes.isCanonical(attributes)) {
      series = registry.overflow();
      overflowed.increment();
    }
    if (candidate != null && series != null && exemplars.refuses(series, type, bits)) {
      candidate = null;
    }
    if (series == null || series.tryRecord(bits, aggregator) == Outcome.CLOSED) {
      series = locateAndRecord(series, bits, attributes);
    }
    if (candidate != null) {
      exemplars.offer(series, exemplarKind, type, bits, attributes, candidate);
    }
  }

  /** The series that measured attributes belong to; null where the registry has to say. */
  private @Nullable Series lookUp(Attributes attributes) {
    try {
      return cache == null ? table.find(attributes) : findCached(cache, attributes);
    } catch (StackOverflowError nestedTooDeeply) {
      return null; // what the registry makes of them is not
    }
  }

  private @Nullable Series findCached(SeriesCache cache, Attributes attributes) {
    Series series = cache.find(attributes);
    if (series == null) {
      series = table.find(attributes);
      if (series != null && CanonicalAttributes.canBeKept(attributes)) {
        cache.missed(attributes, series);
      }
    }
    return series;
  }

  /**
   * Records where a look at the table was not enough.
   *
   * @param closed the series that refused the measurement, or null when none was found
   * @return the series that took it
   */
  private Series locateAndRecord(@Nullable Series closed, long bits, Attributes attributes) {
    Series series = closed;
    do {
      series = registry.locate(attributes, series);
    } while (series.tryRecord(bits, aggregator) == Outcome.CLOSED);
    if (registry.isOverflow(series)) {
      overflowed.increment();
    }
    return series;
  }

  /**
   * {@inheritDoc} Decides here between the series of these attributes and the overflow series. It
   * is not retired for being idle as long as the bound instrument is reachable.
   */
  @Override
  public Bound bind(Attributes attributes) {
    return new BoundSeries(registry.canonical(attributes));
  }

  @Override
  public void end(Attributes attributes) {
    registry.end(attributes);
  }

  /** A series kept at hand; another one only after it has been ended. */
  private final class BoundSeries implements Bound {
    private final Attributes attributes;
    private volatile Series series;

    /** Keeps the series from being retired for as long as this object is reachable. */
    @SuppressWarnings("UnusedVariable") // it is only held
    private Object binding;

    BoundSeries(Attributes attributes) {
      this.attributes = attributes;
      hold(registry.locate(attributes, null));
    }

    private synchronized void hold(Series next) {
      binding = registry.bind(next);
      series = next;
    }

    @Override
    public void record(long bits, @Nullable Context context) {
      Context candidate = samples ? exemplars.candidate(context) : null;
      Series into = series;
      if (candidate != null && exemplars.refuses(into, type, bits)) {
        candidate = null;
      }
      if (into.tryRecord(bits, aggregator) == Outcome.CLOSED) {
        into = locateAndRecord(into, bits, attributes);
        hold(into);
      } else if (registry.isOverflow(into)) {
        overflowed.increment();
      }
      if (candidate != null) {
        exemplars.offer(into, exemplarKind, type, bits, attributes, candidate);
      }
    }
  }

  @Override
  public @Nullable MetricSnapshot peek(StreamReader reader, long now) {
    int index = readers.indexOf(reader);
    List<Point> points = collection.peek(index, now);
    return points.isEmpty() ? null : snapshot(points, readers.temporality(index));
  }

  @Override
  public @Nullable Taken take(StreamReader reader, long now) {
    int index = readers.indexOf(reader);
    SeriesCollection.Points taken = collection.take(index, now);
    return taken.all().isEmpty()
        ? null
        : new Taken(
            snapshot(taken.all(), readers.temporality(index)),
            this,
            taken.returnable(),
            () -> collection.release(taken.points()));
  }

  @Override
  public void dropObservations() {
    // There are none: measurements belong to no collection.
  }

  @Override
  public void giveBack(StreamReader reader, Point point) {
    registry.giveBack(readers.indexOf(reader), point);
  }

  @Override
  public void settled(StreamReader reader) {
    registry.settled(readers.indexOf(reader));
  }

  @Override
  public int liveSeries() {
    return registry.live();
  }

  @Override
  public long overflowed() {
    return overflowed.sum();
  }

  @Override
  public void forEachAttributes(Consumer<Attributes> action) {
    table.forEach(series -> action.accept(series.attributes().attributes()));
  }
}
