package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Aggregator;
import ee.otel.metrics.internal.view.AttributeFilter;
import ee.otel.metrics.internal.view.StreamConfig;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The series of a stream by their attributes: finds them, begins them and lets them go.
 *
 * <p>There are never more than the limit in the table, and the overflow series beside it. {@link
 * #lookUp} and {@link #locate} may be called from any thread at any time; collections call the
 * rest.
 */
final class SeriesRegistry extends SeriesTable<Series> {

  /** Guards the sets of series; held by who has to see that none of them is let go meanwhile. */
  final Object lock = new Object();

  private final StreamConfig config;
  private final Aggregator aggregator;
  private final StreamReaders readers;
  private final ExemplarsStorage exemplars;
  private final LongSupplier epochNanos;
  private final boolean lasting;
  private final AttributeFilter filter;
  private final @Nullable SeriesCache cache;

  /**
   * Series that were let go while some reader had not had their last point yet; guarded by the
   * lock. When their attributes come back first, the new series takes over what waits.
   */
  private final Map<Attributes, Series> leaving = new HashMap<>(0);

  private volatile @Nullable Series overflow;

  /** Whether new attributes go into the overflow series; written under the lock. */
  private volatile boolean full;

  /**
   * @param lasting whether cells are never emptied, and closed by the application's wish only
   */
  SeriesRegistry(
      StreamConfig config,
      Aggregator aggregator,
      StreamReaders readers,
      ExemplarsStorage exemplars,
      LongSupplier epochNanos,
      boolean lasting) {
    super(new SeriesKey(config.attributes()));
    this.config = config;
    this.aggregator = aggregator;
    this.readers = readers;
    this.exemplars = exemplars;
    this.epochNanos = epochNanos;
    this.lasting = lasting;
    this.filter = config.attributes();
    this.cache = filter.keepsAll() ? null : new SeriesCache();
  }

  /** The series that measured attributes belong to; null where {@link #locate} has to say. */
  @Nullable Series lookUp(Attributes attributes) {
    return cache == null ? find(attributes) : findCached(cache, attributes);
  }

  private @Nullable Series findCached(SeriesCache cache, Attributes attributes) {
    Series series = cache.find(attributes);
    if (series == null) {
      series = find(attributes);
      if (series != null && KeptAttributes.areOwned(attributes)) {
        cache.missed(attributes, series);
      }
    }
    return series;
  }

  /**
   * The series that measured attributes belong to, begun now if need be.
   *
   * @param closed the one that has just refused a measurement of theirs, or null
   */
  Series locate(Attributes attributes, @Nullable Series closed) {
    Attributes owned = KeptAttributes.owned(attributes);
    if (full) { // asked first: if so, what is not found then was not there before
      Series known = find(owned);
      if (known == null) {
        return overflow();
      }
      if (known != closed) {
        return known;
      }
    }
    Series series = findOrBegin(owned, closed);
    if (cache != null && closed != null && !isOverflow(series)) {
      cache.put(owned, series); // or the closed one would be found there again
    }
    return series;
  }

  private Series findOrBegin(Attributes owned, @Nullable Series closed) {
    Attributes kept = KeptAttributes.of(owned, filter);
    synchronized (lock) {
      Series series = find(kept);
      if (series != null && series != closed) {
        return series;
      }
      if (series != null) {
        // Whoever let it go ran out of memory between closing and removing it.
        removeIf(closed::equals);
      }
      if (kept.equals(Stream.OVERFLOW.attributes())) {
        return overflow();
      }
      if (isAtTheLimit() && !makeRoom()) {
        full = true;
        return overflow();
      }
      series = begin(new PointAttributes(kept), epochNanos.getAsLong());
      Series before = leaving.remove(kept);
      if (before != null) {
        series.waiting = before.waiting;
      }
      add(series);
      return series;
    }
  }

  private boolean isAtTheLimit() {
    return size() >= config.cardinalityLimit();
  }

  /** Whether new attributes go into the overflow series. */
  boolean isFull() {
    return full;
  }

  /**
   * Lets all series go that have nothing to report. Delta points say nothing of a series that was
   * not recorded into, so such a one must not keep others out.
   */
  private boolean makeRoom() {
    return readers.allDelta()
        && removeIf(series -> !series.touched && series.nothingWaits() && endIfEmpty(series)) > 0;
  }

  private boolean endIfEmpty(Series series) {
    boolean ended = series.closeIfEmpty();
    if (ended) {
      exemplars.end(series);
    }
    return ended;
  }

  private Series begin(PointAttributes attributes, long startNanos) {
    return new Series(
        attributes,
        key.hash(attributes.attributes()),
        lasting ? aggregator.newLastingCell() : aggregator.newCell(),
        startNanos);
  }

  /** The series of what finds no room. It is never closed. */
  Series overflow() {
    Series series = overflow;
    if (series == null) {
      synchronized (lock) {
        series = overflow;
        if (series == null) {
          series = begin(Stream.OVERFLOW, epochNanos.getAsLong());
          overflow = series;
        }
      }
    }
    return series;
  }

  boolean isOverflow(Series series) {
    return series == overflow;
  }

  /** Lets the series of these attributes go at the next collection. */
  void end(Attributes attributes) {
    Series series = find(KeptAttributes.owned(KeptAttributes.of(attributes, filter)));
    if (series != null) {
      series.ended = true;
    }
  }

  void forEachAndOverflow(Consumer<Series> action) {
    forEach(action);
    Series beyond = overflow;
    if (beyond != null) {
      action.accept(beyond);
    }
  }

  /** Looks again for room, now that a collection has let series go. */
  void open() {
    synchronized (lock) { // or a recorder that found no room before this may say so after it
      full = false;
    }
  }

  /** The series that were let go and of which something waits. */
  List<Series> leaving() {
    synchronized (lock) {
      return List.copyOf(leaving.values());
    }
  }

  /** Takes what a reader has not had of series that were let go. */
  List<Point> takeLeft(int reader) {
    List<Point> points = new ArrayList<>(0);
    synchronized (lock) {
      leaving
          .values()
          .removeIf(
              series -> {
                Point point = series.waitingFor(reader);
                if (point != null) {
                  points.add(point);
                  series.setWaiting(reader, readers.size(), null);
                }
                return series.nothingWaits();
              });
    }
    return points;
  }

  /**
   * Lets series go.
   *
   * @param close closes a series and leaves what it held to those who have not had it
   */
  void letGo(Collection<Series> expired, Consumer<Series> close) {
    if (expired.isEmpty()) {
      return;
    }
    Set<Series> gone = Set.copyOf(expired);
    synchronized (lock) {
      for (Series series : expired) {
        close.accept(series);
        exemplars.end(series);
        if (!series.nothingWaits()) {
          leaving.put(series.attributes.attributes(), series);
        }
      }
      removeIf(gone::contains);
    }
    if (cache != null) {
      cache.clear(); // it keeps what is gone from being collected
    }
  }

  /**
   * The series that a point which did not arrive goes back to; call it with the lock held.
   *
   * @return null when there is no room for a point that no other may take in: the last total of a
   *     series that was let go was told before but for its end, and would count twice in the
   *     overflow series
   */
  @Nullable Series forReturned(Point point, boolean delta) {
    Attributes attributes = point.attributes().attributes();
    Series series = point.attributes().equals(Stream.OVERFLOW) ? overflow() : find(attributes);
    if (series == null) {
      series = leaving.get(attributes);
    }
    if (series != null) {
      return series;
    }
    if (delta && isAtTheLimit()) {
      return overflow();
    }
    if (delta) {
      series = begin(point.attributes(), point.startNanos());
      add(series);
    } else if (leaving.size() < config.cardinalityLimit()) {
      series = begin(point.attributes(), point.startNanos());
      leaving.put(attributes, series);
    }
    return series;
  }
}
