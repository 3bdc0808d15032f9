package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.internal.aggregation.Aggregator;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.exemplar.ExemplarsStorage;
import ee.otel.metrics.internal.points.PointRows;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the series of a stream for its readers. Called under the collection lock.
 *
 * <p>What is read out of a cell belongs to every reader: it is added to what is pending for each of
 * them. A collection that fails gives back what it has taken.
 */
final class SeriesCollection {
  private final SeriesRegistry registry;
  private final Aggregator aggregator;
  private final StreamReaders readers;
  private final ExemplarsStorage exemplars;
  private final boolean samples;
  private final ExemplarsStorage.Kind exemplarKind;
  private final StreamTime time;

  SeriesCollection(
      SeriesRegistry registry,
      Aggregator aggregator,
      StreamReaders readers,
      ExemplarsStorage exemplars,
      ExemplarsStorage.Kind exemplarKind,
      StreamTime time) {
    this.registry = registry;
    this.aggregator = aggregator;
    this.readers = readers;
    this.exemplars = exemplars;
    this.samples = !exemplars.isOff();
    this.exemplarKind = exemplarKind;
    this.time = time;
  }

  /**
   * The points of a collection.
   *
   * @param returnable what has to come back if it does not arrive
   */
  record Points(PointRows points, List<Point> all, List<Point> returnable) {}

  /**
   * Rows for the next collection. A garbage collection may take them, since they are large where a
   * stream is.
   */
  private volatile WeakReference<@Nullable PointRows> spare = new WeakReference<>(null);

  /** The points that a reader would take; changes nothing. */
  List<Point> peek(int index, long now) {
    List<Point> points = new ArrayList<>(registry.live() + 1);
    registry.forEach(
        series ->
            addTo(
                points,
                merged(series.pendingFor(index), read(series, Mode.PEEK, index, now, false)),
                now));
    return points;
  }

  /** Takes what there is for a reader; gives it back when that fails. */
  Points take(int index, long now) {
    PointRows points = newPoints(now);
    List<Point> last = new ArrayList<>(0);
    registry.begin(index);
    try {
      take(index, now, points, last);
    } catch (Throwable e) {
      if (readers.isDelta(index)) {
        points.list(0, points.size()).forEach(point -> registry.giveBack(index, point));
      }
      last.forEach(point -> registry.giveBack(index, point));
      registry.settled(index);
      throw e;
    }
    readers.taken(index, now);
    registry.taken(index, !last.isEmpty());
    last.forEach(points::add);
    int size = points.size();
    return new Points(
        points,
        points.list(0, size),
        points.list(readers.isDelta(index) ? 0 : size - last.size(), size));
  }

  private PointRows newPoints(long now) {
    PointRows rows = spare.get();
    spare.clear();
    PointRows points = rows == null ? aggregator.newPoints() : rows;
    points.clear(now);
    return points;
  }

  /** Lets the points that {@link #take} gave out be used again; nobody looks at them any more. */
  void release(PointRows points) {
    spare = new WeakReference<>(points);
  }

  private void take(int index, long now, PointRows points, List<Point> last) {
    List<Series> expired = new ArrayList<>(0);
    long nanoTime = time.nanoTime().getAsLong();
    registry.forEach(
        series -> {
          if (series.retired) {
            addTo(last, registry.takePending(series, index), now);
          } else if (isExpired(series, series.nextInterval(nanoTime), nanoTime)) {
            expired.add(series);
          } else {
            addTo(points, series, index, now);
          }
        });
    Consumer<Series> close =
        series -> {
          addTo(
              last,
              distributed(series, read(series, Mode.CLOSE, index, now, true), index, now),
              now);
          series.setPending(index, readers.size(), null);
        };
    registry.retire(expired, close);
  }

  private static void addTo(List<Point> points, @Nullable Point point, long now) {
    if (point != null) {
      points.add(Stream.at(point, now));
    }
  }

  /**
   * Whether the series is to be retired: see the class comment of MetricsStorage.
   *
   * @param used whether something was recorded since the last collection
   */
  private boolean isExpired(Series series, boolean used, long nanoTime) {
    if (series.ended) {
      return true;
    }
    if (used || registry.isOverflow(series) || registry.isBound(series)) {
      return false;
    }
    return readers.allDelta()
        ? !series.hasPending()
        : time.idleTimeoutNanos() > 0 && series.isIdleFor(time.idleTimeoutNanos(), nanoTime);
  }

  private void addTo(PointRows points, Series series, int index, long now) {
    if (readers.size() == 1 && !series.hasPending()) {
      Mode mode = readers.isDelta(index) ? Mode.DRAIN : Mode.PEEK;
      long start = start(series, index, now);
      series.readTo(points, mode, aggregator, start, now, exemplarsOf(series, start, now, true));
      return;
    }
    Point point = taken(series, index, now);
    if (point != null) {
      points.add(Stream.at(point, now));
    }
  }

  private @Nullable Point taken(Series series, int index, long now) {
    if (!readers.drains()) {
      return merged(series.pendingFor(index), read(series, Mode.PEEK, index, now, true));
    }
    // No thread may find a series empty and remove it before what it held is pending for the
    // others.
    return readers.size() == 1
        ? distributed(series, read(series, Mode.DRAIN, index, now, true), index, now)
        : registry.exclusively(
            () -> distributed(series, read(series, Mode.DRAIN, index, now, true), index, now));
  }

  /**
   * Adds what was drained to what is pending for each reader, and returns what {@code index} gets.
   * A cumulative reader's total stays pending.
   */
  private @Nullable Point distributed(Series series, @Nullable Point drained, int index, long now) {
    if (readers.size() == 1 && !series.hasPending() && readers.isDelta(index)) {
      return drained;
    }
    Point result = null;
    for (int reader = 0; reader < readers.size(); reader++) {
      Point fresh =
          drained == null || reader == index
              ? drained
              : drained.with(
                  drained.attributes(), start(series, reader, now), now, drained.exemplars());
      Point sum = merged(series.pendingFor(reader), fresh);
      sum = sum == null ? null : Stream.at(sum, now);
      if (reader == index) {
        result = sum;
        sum = sum == null || readers.isDelta(reader) ? null : Stream.withoutExemplars(sum);
      }
      series.setPending(reader, readers.size(), sum);
    }
    return result;
  }

  private @Nullable Point read(Series series, Mode mode, int index, long now, boolean take) {
    long start = start(series, index, now);
    return series.read(mode, aggregator, start, now, exemplarsOf(series, start, now, take));
  }

  private List<Exemplar> exemplarsOf(Series series, long start, long now, boolean take) {
    return samples ? exemplars.exemplarsOf(series, exemplarKind, start, now, take) : List.of();
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
}
