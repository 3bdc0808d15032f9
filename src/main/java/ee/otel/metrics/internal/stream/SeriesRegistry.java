package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Aggregator;
import ee.otel.metrics.internal.attributes.CanonicalAttributes;
import ee.otel.metrics.internal.exemplar.ExemplarsStorage;
import ee.otel.metrics.internal.view.AttributeFilter;
import ee.otel.metrics.internal.view.StreamConfig;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The series of a stream, from the first measurement until the last point has arrived: finds them,
 * begins them, retires them and removes them.
 *
 * <p>There are never more than the limit in the table, retired ones included, and the overflow
 * series beside it. A retired series stays for as long as a reader has not got its last point, or
 * the outcome of the export that has it is not known; so a point that comes back finds its place.
 * When its attributes are measured again, a new series takes the place and what is pending.
 *
 * <p>{@link SeriesTable#find}, {@link #locate} and {@link #end} may be called from any thread at
 * any time, collections call the rest. All changes of the table, of what is pending and of what is
 * retired happen under one lock.
 */
final class SeriesRegistry {
  private final Object lock = new Object();
  private final SeriesTable<Series> table;
  private final StreamConfig config;
  private final Aggregator aggregator;
  private final StreamReaders readers;
  private final ExemplarsStorage exemplars;
  private final LongSupplier epochNanos;
  private final boolean lasting;
  private final AttributeFilter filter;
  private final Runnable cutWarning;
  private final @Nullable SeriesCache cache;

  private final LastPoints lastPoints;
  private volatile int retired;
  private volatile @Nullable Series overflow;

  /**
   * @param lasting whether cells are never emptied, and closed by the application's wish only
   * @param cutWarning runs when attributes are nested too deeply
   */
  SeriesRegistry(
      StreamConfig config,
      Aggregator aggregator,
      StreamReaders readers,
      ExemplarsStorage exemplars,
      LongSupplier epochNanos,
      boolean lasting,
      Runnable cutWarning) {
    this.config = config;
    this.aggregator = aggregator;
    this.readers = readers;
    this.exemplars = exemplars;
    this.epochNanos = epochNanos;
    this.lasting = lasting;
    this.cutWarning = cutWarning;
    this.filter = config.attributes();
    this.cache = filter.keepsAll() ? null : new SeriesCache();
    this.table = new SeriesTable<>(filter.keepsAll() ? null : new SeriesKey(filter));
    this.lastPoints = new LastPoints(readers.size());
  }

  /** The table, for recorders that look up by themselves: only what they find there counts. */
  SeriesTable<Series> table() {
    return table;
  }

  /** Remembers series by attributes of which some are removed; null where none are. */
  @Nullable SeriesCache cache() {
    return cache;
  }

  /** Attributes in the form in which series are found and kept. */
  Attributes canonical(Attributes attributes) {
    return CanonicalAttributes.of(attributes, cutWarning);
  }

  /**
   * The series that measured attributes belong to, begun now if need be.
   *
   * @param closed the one that has just refused a measurement of theirs, or null
   */
  Series locate(Attributes attributes, @Nullable Series closed) {
    Attributes canonical = canonical(attributes);
    if (table.isFull()) { // asked first: if so, what is not found then was not there before
      Series known = table.find(canonical);
      if (known == null) {
        return overflow();
      }
      if (known != closed && !known.retired) {
        return known;
      }
    }
    Series series;
    synchronized (lock) {
      series = findOrBegin(canonical, closed);
    }
    if (cache != null && closed != null && !isOverflow(series)) {
      cache.put(canonical, series); // or the closed one would be found there again
    }
    return series;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  private Series findOrBegin(Attributes canonical, @Nullable Series closed) {
    Attributes kept = filter.keptOf(canonical);
    Series known = table.find(kept);
    if (known != null && known != closed && !known.retired) {
      return known;
    }
    if (kept.equals(Stream.OVERFLOW.attributes())) {
      return overflow();
    }
    if (known == null && isAtTheLimit() && !freePlaces()) {
      table.setFull(true);
      return overflow();
    }
    Series begun = begin(new PointAttributes(kept), epochNanos.getAsLong());
    if (known == null) {
      table.add(begun);
    } else {
      // Retired, or closed by a collection that ran out of memory before it could say so.
      begun.inherit(known);
      table.replace(known, begun);
      if (known.retired) {
        retired--;
      }
    }
    return begun;
  }

  private boolean isAtTheLimit() {
    return table.size() >= config.cardinalityLimit();
  }

  /**
   * Removes all series that have nothing to report. Delta points say nothing of a series that was
   * not recorded into, so such a one must not keep others out.
   */
  private boolean freePlaces() {
    return readers.allDelta() && table.removeIf(this::closeIfUnused) > 0;
  }

  private boolean closeIfUnused(Series series) {
    if (series.retired || series.touched || series.hasPending() || series.isBound()) {
      return false;
    }
    boolean closed = series.closeIfEmpty();
    if (closed) {
      exemplars.end(series);
    }
    return closed;
  }

  private Series begin(PointAttributes attributes, long startNanos) {
    return new Series(
        attributes,
        table.hash(attributes.attributes()),
        lasting ? aggregator.newLastingCell() : aggregator.newCell(),
        startNanos);
  }

  /** The series of all attributes that have no place of their own. It is never closed. */
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

  /** Whether this is the {@link #overflow} series. */
  boolean isOverflow(Series series) {
    return series == overflow;
  }

  /** Has the series of these attributes retired at the next collection. */
  void end(Attributes attributes) {
    Series series = table.find(filter.keptOf(canonical(attributes)));
    if (series != null) {
      series.ended = true;
    }
  }

  /**
   * An object that keeps the series of bound attributes from being retired for as long as it is
   * reachable.
   */
  Object bind(Series series) {
    synchronized (lock) {
      return series.bind();
    }
  }

  /** Whether an instrument is bound to the series. */
  boolean isBound(Series series) {
    synchronized (lock) {
      return series.isBound();
    }
  }

  /** Shows every series: live, retired and the overflow series. */
  void forEach(Consumer<Series> action) {
    table.forEach(action);
    Series beyond = overflow;
    if (beyond != null) {
      action.accept(beyond);
    }
  }

  /** How many series are live, the overflow series not counted. */
  int live() {
    synchronized (lock) { // the two change together
      return table.size() - retired;
    }
  }

  /** Runs {@code action} while no series is begun, removed or given something back. */
  <T extends @Nullable Object> T exclusively(Supplier<T> action) {
    synchronized (lock) {
      return action.get();
    }
  }

  /** Takes what {@code reader} has not got yet of a retired series. */
  @Nullable Point takePending(Series series, int reader) {
    synchronized (lock) {
      Point point = series.pendingFor(reader);
      series.setPending(reader, readers.size(), null);
      return point;
    }
  }

  /**
   * Retires series, but for those that a recorder has removed or replaced since they were found to
   * be unused.
   *
   * @param close closes a series and keeps what it held for the readers that have not got it
   */
  void retire(List<Series> expired, Consumer<Series> close) {
    if (expired.isEmpty()) {
      return;
    }
    synchronized (lock) {
      for (Series series : expired) {
        if (table.find(series.attributes().attributes()) != series) {
          continue;
        }
        close.accept(series);
        exemplars.end(series);
        series.retired = true;
        retired++;
      }
    }
    if (cache != null) {
      cache.clear(); // it keeps retired series from being collected
    }
  }

  /**
   * A collection for {@code reader} begins: the outcome of its last one does not matter any more.
   */
  void begin(int reader) {
    lastPoints.begin(reader);
  }

  /**
   * A collection for {@code reader} ends.
   *
   * @param some whether it took last points of retired series
   */
  void taken(int reader, boolean some) {
    lastPoints.taken(reader, some);
    removeRetired();
  }

  /** The outcome of what {@code reader} took is known, and all that failed was given back. */
  void settled(int reader) {
    lastPoints.settled(reader);
    removeRetired();
  }

  /** Removes the retired series that no reader waits for, and lets new attributes in again. */
  private void removeRetired() {
    synchronized (lock) { // or a recorder that found no place before this may say so after it
      if (retired > 0 && !lastPoints.areUnderWay()) {
        retired -= table.removeIf(series -> series.retired && !series.hasPending());
      }
      table.setFull(false);
    }
  }

  /**
   * Takes back a point that did not arrive. It is added to what is pending for the reader under its
   * attributes; a delta without a place goes into the overflow series.
   */
  void giveBack(int reader, Point point) {
    synchronized (lock) {
      boolean beyond = point.attributes().equals(Stream.OVERFLOW);
      Series series = beyond ? overflow() : table.find(point.attributes().attributes());
      if (series != null) {
        addPending(series, reader, point);
      } else if (!isAtTheLimit()) {
        addPending(beginRetired(point), reader, point);
      } else if (readers.isDelta(reader)) {
        addPending(overflow(), reader, Stream.withoutPlace(point));
      }
      // Else a total that its reader took twice without saying what became of the first.
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
  private Series beginRetired(Point point) {
    Series series = begin(point.attributes(), point.startNanos());
    series.closeIfEmpty();
    series.retired = true;
    retired++;
    table.add(series);
    return series;
  }

  private void addPending(Series series, int reader, Point point) {
    Point own =
        point.with(series.attributes(), point.startNanos(), point.timeNanos(), point.exemplars());
    series.setPending(
        reader, readers.size(), Stream.together(aggregator, own, series.pendingFor(reader)));
  }
}
