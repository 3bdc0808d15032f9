package ee.otel.metrics.storage;

import ee.otel.metrics.aggregation.Cell.Mode;
import ee.otel.metrics.aggregation.Cell.Outcome;
import ee.otel.metrics.snapshot.Exemplar;
import ee.otel.metrics.snapshot.MetricSnapshot;
import ee.otel.metrics.snapshot.NumberType;
import ee.otel.metrics.snapshot.Point;
import ee.otel.metrics.snapshot.PointAttributes;
import ee.otel.metrics.view.AttributeFilter;
import ee.otel.metrics.view.StreamConfig;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The stream of an instrument that is recorded into.
 *
 * <p>{@link #record} may be called from any thread at any time. Each measurement goes into exactly
 * one series: the one of its attributes or, where the limit leaves no room for that one, the
 * overflow series. There are never more series than the limit beside the overflow series.
 *
 * <p>A series that is let go is closed and leaves the table under the lock. A recorder that still
 * holds it is told so by the cell and looks the attributes up again, under the lock.
 */
final class SyncStream extends Stream implements Recorder {
  private final SeriesKey key;
  private final SeriesTable<Series> table;
  private final @Nullable SeriesCache cache;
  private final AttributeFilter filter;
  private final NumberType type;
  private final LongSupplier epochNanos;
  private final long idleTimeoutNanos;
  private final ExemplarsStorage exemplars;
  private final boolean samples;
  private final ExemplarsStorage.Kind examples;
  private final LongAdder overflowed = new LongAdder();

  /** Guards the sets of series. */
  private final Object lock = new Object();

  /**
   * Series that were let go while some reader had not had their last point yet; guarded by the
   * lock. When their attributes come back first, the new series takes over what waits.
   */
  private final Map<Attributes, Series> leaving = new HashMap<>(0);

  private volatile @Nullable Series overflow;

  /** Whether new attributes go into the overflow series; written under the lock. */
  private volatile boolean full;

  /**
   * @param idleTimeoutNanos after which an untouched series is let go that is read cumulatively; 0
   *     for never
   */
  SyncStream(
      StreamConfig config,
      StreamReaders readers,
      ExemplarsStorage exemplars,
      LongSupplier epochNanos,
      long idleTimeoutNanos) {
    super(config, readers);
    this.filter = config.attributes();
    this.key = new SeriesKey(filter);
    this.table = new SeriesTable<>(key);
    this.cache = filter.keepsAll() ? null : new SeriesCache();
    this.type = config.instrument().type();
    this.epochNanos = epochNanos;
    this.idleTimeoutNanos = idleTimeoutNanos;
    this.exemplars = exemplars;
    this.samples = !exemplars.isOff();
    this.examples = ExemplarsStorage.Kind.of(config);
  }

  @Override
  public void record(long bits, Attributes attributes, @Nullable Context context) {
    boolean noRoom = full; // asked first: if so, what is not found then was not there before
    Series found = cache == null ? table.find(attributes) : findCached(cache, attributes);
    if (found == null && noRoom && KeptAttributes.areOwned(attributes)) {
      found = overflow();
    }
    Series series = recordInto(found, bits, attributes);
    if (samples) {
      exemplars.offer(series, examples, type, bits, attributes, context);
    }
  }

  private @Nullable Series findCached(SeriesCache cache, Attributes attributes) {
    Series series = cache.find(attributes);
    if (series == null) {
      series = table.find(attributes);
      if (series != null && KeptAttributes.areOwned(attributes)) {
        cache.missed(attributes, series);
      }
    }
    return series;
  }

  @Override
  public Bound bind(Attributes attributes) {
    return new BoundSeries(KeptAttributes.owned(attributes));
  }

  @Override
  public void end(Attributes attributes) {
    Series series = table.find(KeptAttributes.owned(KeptAttributes.of(attributes, filter)));
    if (series != null) {
      series.ended = true;
    }
  }

  /** A series kept at hand. Racing threads may look the series up twice, nothing worse. */
  private final class BoundSeries implements Bound {
    private final Attributes attributes;
    private @Nullable Series series;

    BoundSeries(Attributes attributes) {
      this.attributes = attributes;
    }

    @Override
    public void record(long bits, @Nullable Context context) {
      Series kept = series;
      Series recorded = recordInto(kept, bits, attributes);
      if (recorded != kept) {
        // The overflow series belongs to nobody: next time there may be room.
        series = recorded == overflow ? null : recorded;
      }
      if (samples) {
        exemplars.offer(recorded, examples, type, bits, attributes, context);
      }
    }
  }

  /** Records, and returns the series that took the measurement. */
  private Series recordInto(@Nullable Series found, long bits, Attributes attributes) {
    Series series = found == null ? locate(attributes) : found;
    while (series.tryRecord(bits, aggregator) == Outcome.CLOSED) {
      series = locate(attributes);
    }
    if (series == overflow) {
      overflowed.increment();
    }
    return series;
  }

  private Series locate(Attributes attributes) {
    Attributes owned = KeptAttributes.owned(attributes);
    if (full) {
      Series known = table.find(owned);
      return known == null ? overflow() : known;
    }
    return findOrAdd(KeptAttributes.of(owned, filter));
  }

  private Series findOrAdd(Attributes kept) {
    synchronized (lock) {
      Series series = table.find(kept);
      if (series != null) {
        return series;
      }
      if (kept.equals(OVERFLOW.attributes())) {
        return overflow();
      }
      if (table.size() >= config.cardinalityLimit() && !makeRoom()) {
        full = true;
        return overflow();
      }
      series = newSeries(new PointAttributes(kept), epochNanos.getAsLong());
      Series before = leaving.remove(kept);
      if (before != null) {
        series.waiting = before.waiting;
      }
      table.add(series);
      return series;
    }
  }

  /**
   * Lets all series go that have nothing to report. Delta points say nothing of a series that was
   * not recorded into, so such a one must not keep others out.
   */
  private boolean makeRoom() {
    return readers.allDelta()
        && table.removeIf(series -> !series.touched && series.nothingWaits() && endIfEmpty(series))
            > 0;
  }

  private boolean endIfEmpty(Series series) {
    boolean ended = series.closeIfEmpty();
    if (ended) {
      exemplars.end(series);
    }
    return ended;
  }

  private Series newSeries(PointAttributes attributes, long startNanos) {
    boolean onlyPeeked = !readers.drains() && idleTimeoutNanos == 0;
    return new Series(
        attributes,
        key.hash(attributes.attributes()),
        onlyPeeked ? aggregator.newPeekedCell() : aggregator.newCell(),
        startNanos);
  }

  private Series overflow() {
    Series series = overflow;
    if (series == null) {
      synchronized (lock) {
        series = overflow;
        if (series == null) {
          series = newSeries(OVERFLOW, epochNanos.getAsLong());
          overflow = series;
        }
      }
    }
    return series;
  }

  @Override
  @Nullable MetricSnapshot peek(MetricReader reader, long now) {
    int index = readers.indexOf(reader);
    List<Point> points = new ArrayList<>(table.size() + 1);
    Consumer<Series> look =
        series -> {
          Point point =
              merged(series.waitingFor(index), read(series, Mode.PEEK, index, now, false));
          if (point != null) {
            points.add(at(point, now));
          }
        };
    forEachSeries(look);
    List<Series> left;
    synchronized (lock) {
      left = List.copyOf(leaving.values());
    }
    left.forEach(look);
    return points.isEmpty() ? null : snapshot(points, readers.temporality(index));
  }

  @Override
  @Nullable Taken take(MetricReader reader, long now) {
    int index = readers.indexOf(reader);
    List<Point> points = new ArrayList<>(table.size() + 1);
    List<Series> expired = new ArrayList<>(0);
    forEachSeries(
        series -> {
          if (isExpired(series, now)) {
            expired.add(series);
          } else {
            Point point =
                readers.drains()
                    ? drained(series, index, now)
                    : merged(series.waitingFor(index), read(series, Mode.PEEK, index, now, true));
            if (point != null) {
              points.add(at(point, now));
            }
          }
        });
    List<Point> last = lastPoints(expired, index, now);
    points.addAll(last);
    readers.taken(index, now);
    synchronized (lock) { // or a recorder that found no room before this may say so after it
      full = false;
    }
    return points.isEmpty()
        ? null
        : new Taken(
            snapshot(points, readers.temporality(index)),
            this,
            readers.isDelta(index) ? points : last);
  }

  /** Whether the series is to be let go: see the class comment of {@link MetricsStorage}. */
  private boolean isExpired(Series series, long now) {
    if (series.ended) {
      return true;
    }
    if (series.touched) {
      series.touched = false;
      series.idleSinceNanos = 0;
      return false;
    }
    if (series == overflow || !series.nothingWaits() && readers.allDelta()) {
      return false;
    }
    if (readers.allDelta()) {
      return true;
    }
    if (idleTimeoutNanos == 0) {
      return false;
    }
    if (series.idleSinceNanos == 0) {
      series.idleSinceNanos = now;
    }
    return now - series.idleSinceNanos >= idleTimeoutNanos;
  }

  /** Closes and removes series, and returns what {@code index} has not had of them. */
  private List<Point> lastPoints(List<Series> expired, int index, long now) {
    List<Point> points = new ArrayList<>(0);
    synchronized (lock) {
      leaving
          .values()
          .removeIf(
              series -> {
                Point point = series.waitingFor(index);
                if (point != null) {
                  points.add(at(point, now));
                  series.setWaiting(index, readers.size(), null);
                }
                return series.nothingWaits();
              });
    }
    if (expired.isEmpty()) {
      return points;
    }
    Set<Series> gone = new HashSet<>(expired);
    synchronized (lock) {
      for (Series series : expired) {
        Point point = distributed(series, read(series, Mode.CLOSE, index, now, true), index, now);
        exemplars.end(series);
        if (point != null) {
          points.add(at(point, now));
        }
        series.setWaiting(index, readers.size(), null);
        if (!series.nothingWaits()) {
          leaving.put(series.attributes.attributes(), series);
        }
      }
      table.removeIf(gone::contains);
    }
    return points;
  }

  /**
   * Empties a series. Where several readers share what it held, nobody may find it empty and let it
   * go before that waits for them.
   */
  private @Nullable Point drained(Series series, int index, long now) {
    if (readers.size() == 1) {
      return distributed(series, read(series, Mode.DRAIN, index, now, true), index, now);
    }
    synchronized (lock) {
      return distributed(series, read(series, Mode.DRAIN, index, now, true), index, now);
    }
  }

  /**
   * Adds what was drained to what waits for each reader, and returns what {@code index} gets. A
   * cumulative reader's total goes on waiting.
   */
  private @Nullable Point distributed(Series series, @Nullable Point drained, int index, long now) {
    if (readers.size() == 1 && series.nothingWaits() && readers.isDelta(index)) {
      return drained;
    }
    Point result = null;
    for (int reader = 0; reader < readers.size(); reader++) {
      Point fresh =
          drained == null || reader == index
              ? drained
              : drained.with(
                  drained.attributes(), start(series, reader, now), now, drained.exemplars());
      Point sum = merged(series.waitingFor(reader), fresh);
      sum = sum == null ? null : at(sum, now);
      if (reader == index) {
        result = sum;
        sum = sum == null || readers.isDelta(reader) ? null : withoutExamples(sum);
      }
      synchronized (lock) {
        series.setWaiting(reader, readers.size(), sum);
      }
    }
    return result;
  }

  @Override
  void giveBack(MetricReader reader, Point point) {
    int index = readers.indexOf(reader);
    synchronized (lock) {
      Attributes attributes = point.attributes().attributes();
      Series series = point.attributes().equals(OVERFLOW) ? overflow() : table.find(attributes);
      if (series == null) {
        series = leaving.get(attributes);
      }
      if (series == null && !readers.isDelta(index)) {
        // The last total of a series that was let go. Most of it was told before: in the overflow
        // series it would count twice.
        if (leaving.size() >= config.cardinalityLimit()) {
          return;
        }
        series = newSeries(point.attributes(), point.startNanos());
        leaving.put(attributes, series);
      }
      if (series == null && table.size() < config.cardinalityLimit()) {
        series = newSeries(point.attributes(), point.startNanos());
        table.add(series);
      }
      if (series == null) {
        series = overflow();
      }
      Point own =
          point.with(series.attributes, point.startNanos(), point.timeNanos(), point.exemplars());
      series.setWaiting(index, readers.size(), merged(own, series.waitingFor(index)));
    }
  }

  private @Nullable Point read(Series series, Mode mode, int index, long now, boolean take) {
    long start = start(series, index, now);
    List<Exemplar> kept =
        samples ? exemplars.examples(series, examples, start, now, take) : List.of();
    return series.read(mode, aggregator, start, now, kept);
  }

  private long start(Series series, int reader, long now) {
    // The series may have begun while this collection did, or the clock was set back.
    series.startNanos = Math.min(series.startNanos, now);
    return readers.isDelta(reader)
        ? Math.min(readers.lastTakenNanos(reader), now)
        : series.startNanos;
  }

  private @Nullable Point merged(@Nullable Point older, @Nullable Point newer) {
    return older == null ? newer : newer == null ? older : aggregator.merge(older, newer);
  }

  private static Point withoutExamples(Point point) {
    return point.exemplars().isEmpty()
        ? point
        : point.with(point.attributes(), point.startNanos(), point.timeNanos(), List.of());
  }

  private void forEachSeries(Consumer<Series> action) {
    table.forEach(action);
    Series beyond = overflow;
    if (beyond != null) {
      action.accept(beyond);
    }
  }

  @Override
  int liveSeries() {
    return table.size();
  }

  @Override
  long overflowed() {
    return overflowed.sum();
  }

  @Override
  void forEachAttributes(Consumer<Attributes> action) {
    table.forEach(series -> action.accept(series.attributes.attributes()));
  }
}
