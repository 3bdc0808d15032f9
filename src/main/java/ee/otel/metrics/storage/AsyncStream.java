package ee.otel.metrics.storage;

import ee.otel.metrics.aggregation.Cell;
import ee.otel.metrics.aggregation.Cell.Mode;
import ee.otel.metrics.snapshot.Exemplar;
import ee.otel.metrics.snapshot.MetricSnapshot;
import ee.otel.metrics.snapshot.Point;
import ee.otel.metrics.snapshot.PointAttributes;
import ee.otel.metrics.view.StreamConfig;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stream of an observable instrument.
 *
 * <p>What callbacks observe belongs to the reader whose collection runs them, and is gone at its
 * end. What stays is what each reader was told last: deltas are the difference to it, and it
 * outlives intervals without an observation. Guarded by its own monitor, so that an observation
 * made by a callback that outlived its time meets a closed door, not a half-taken picture.
 */
final class AsyncStream extends Stream {
  private final Map<Attributes, Observed> series = new LinkedHashMap<>();
  private @Nullable Observed overflow;
  private long overflowed;
  private boolean sweptInThisRound;

  /** One set of attributes. */
  private static final class Observed {
    final PointAttributes attributes;
    final Cell cell;

    /** By reader: the last total that it was told, at the time it was. */
    final @Nullable Point[] told;

    /** By reader: the start of its sequence of totals; 0 before the first. */
    final long[] startNanos;

    /** By reader: what was taken and has not been delivered. */
    final @Nullable Point[] waiting;

    Observed(PointAttributes attributes, Cell cell, int readers) {
      this.attributes = attributes;
      this.cell = cell;
      this.told = new Point[readers];
      this.startNanos = new long[readers];
      this.waiting = new Point[readers];
    }

    boolean nothingWaits() {
      for (Point point : waiting) {
        if (point != null) {
          return false;
        }
      }
      return true;
    }
  }

  AsyncStream(StreamConfig config, StreamReaders readers) {
    super(config, readers);
  }

  /** Takes an observation for the collection that is under way. */
  synchronized void observe(long bits, Attributes attributes) {
    Observed observed = locate(KeptAttributes.of(attributes, config.attributes()));
    while (observed.cell.tryRecord(bits) != Cell.Outcome.RECORDED) {
      Thread.onSpinWait(); // never: the monitor keeps everybody else out
    }
  }

  private Observed locate(Attributes kept) {
    Observed known = series.get(kept);
    if (known != null) {
      return known;
    }
    if (!kept.equals(OVERFLOW.attributes())
        && (series.size() < config.cardinalityLimit() || makeRoom())) {
      return add(new PointAttributes(KeptAttributes.owned(kept)));
    }
    overflowed++;
    return overflow();
  }

  private Observed add(PointAttributes attributes) {
    Observed fresh = new Observed(attributes, aggregator.newCell(), readers.size());
    series.put(attributes.attributes(), fresh);
    return fresh;
  }

  private Observed overflow() {
    if (overflow == null) {
      overflow = new Observed(OVERFLOW, aggregator.newCell(), readers.size());
    }
    return overflow;
  }

  /** Forgets, at most once in a collection, what was not observed in it so far. */
  private boolean makeRoom() {
    if (sweptInThisRound) {
      return false;
    }
    sweptInThisRound = true;
    return series
        .values()
        .removeIf(
            observed ->
                observed.nothingWaits()
                    && observed.cell.read(Mode.PEEK, observed.attributes, 0, 0, List.of()) == null);
  }

  @Override
  synchronized @Nullable MetricSnapshot peek(MetricReader reader, long now) {
    int index = readers.indexOf(reader);
    List<Point> points = collect(index, now, false);
    return points.isEmpty() ? null : snapshot(points, readers.temporality(index));
  }

  @Override
  synchronized @Nullable Taken take(MetricReader reader, long now) {
    int index = readers.indexOf(reader);
    List<Point> points = collect(index, now, true);
    readers.taken(index, now);
    return points.isEmpty()
        ? null
        : new Taken(
            snapshot(points, readers.temporality(index)),
            this,
            isDifferenced(index) ? points : List.of());
  }

  /** Whether what a reader gets would be lost with it: a delta, unlike a total, is told once. */
  private boolean isDifferenced(int reader) {
    return readers.isDelta(reader) && aggregator.observesTotals();
  }

  private List<Point> collect(int index, long now, boolean take) {
    sweptInThisRound = false;
    List<Point> points = new ArrayList<>(series.size() + 1);
    for (Observed observed : series.values()) {
      collect(observed, index, now, take, points);
    }
    if (overflow != null) {
      collect(overflow, index, now, take, points);
    }
    return points;
  }

  private void collect(Observed observed, int index, long now, boolean take, List<Point> points) {
    List<Exemplar> none = List.of();
    Point total = observed.cell.read(Mode.DRAIN, observed.attributes, now, now, none);
    Point waiting = observed.waiting[index];
    Point point = total == null ? null : told(observed, index, total, take);
    if (waiting != null) {
      point = point == null ? waiting : aggregator.merge(waiting, point);
      if (take) {
        observed.waiting[index] = null;
      }
    }
    if (point != null) {
      points.add(
          point.with(
              point.attributes(), Math.min(point.startNanos(), now), now, point.exemplars()));
    }
  }

  /** What a reader is told of an observed total. */
  private Point told(Observed observed, int index, Point total, boolean take) {
    Point before = observed.told[index];
    long start = observed.startNanos[index];
    if (before == null) {
      start = readers.lastTakenNanos(index);
    } else if (aggregator.restarts(before, total)) {
      start = before.timeNanos();
    }
    if (take) {
      observed.told[index] = total;
      observed.startNanos[index] = start;
    }
    return before != null && isDifferenced(index)
        ? aggregator.difference(before, total)
        : total.with(total.attributes(), start, total.timeNanos(), total.exemplars());
  }

  @Override
  synchronized void giveBack(MetricReader reader, Point point) {
    int index = readers.indexOf(reader);
    Observed observed = series.get(point.attributes().attributes());
    if (observed == null) {
      observed =
          !point.attributes().equals(OVERFLOW) && series.size() < config.cardinalityLimit()
              ? add(point.attributes())
              : overflow();
    }
    Point own =
        point.with(observed.attributes, point.startNanos(), point.timeNanos(), point.exemplars());
    Point later = observed.waiting[index];
    observed.waiting[index] = later == null ? own : aggregator.merge(own, later);
  }

  @Override
  synchronized int liveSeries() {
    return series.size();
  }

  @Override
  synchronized long overflowed() {
    return overflowed;
  }

  @Override
  synchronized void forEachAttributes(Consumer<Attributes> action) {
    series.keySet().forEach(action);
  }
}
