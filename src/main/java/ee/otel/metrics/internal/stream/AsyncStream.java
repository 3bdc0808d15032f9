package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Cell;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.view.StreamConfig;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
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
 * outlives collections without an observation. Guarded by its own monitor, so that an observation
 * made by a callback that outlived its time meets a closed door, not a half-taken snapshot.
 *
 * <p>The cardinality limit holds for each collection: the attributes that are observed first get
 * series of their own (specification: <em>Asynchronous instrument cardinality limits</em>). As much
 * room again is there to remember what was told of attributes that are not observed at the moment;
 * those that were observed in the previous collection are never forgotten.
 */
public final class AsyncStream extends Stream {
  private final Map<Attributes, Observed> series = new LinkedHashMap<>();
  private final ExemplarsStorage exemplars;
  private final ExemplarsStorage.Kind exemplarKind;
  private final boolean samples;
  private @Nullable Observed overflow;
  private long overflowed;

  /** The number of the collection that observations are made for. */
  private long round = 1;

  /** How many series have a point in this round so far. */
  private int live;

  /** How many series had a point in the last round. */
  private int lastLive;

  /** One set of attributes. */
  private static final class Observed extends SeriesTable.Entry {
    final Cell cell;

    /** The last round that it had a point in. */
    long round;

    /** By reader: the last total that it was told, at the time it was. */
    final @Nullable Point[] told;

    /** By reader: the start of its sequence of totals; 0 before the first. */
    final long[] startNanos;

    /** By reader: what was taken and has not been delivered. */
    final @Nullable Point[] waiting;

    Observed(PointAttributes attributes, Cell cell, int readers) {
      super(attributes, attributes.hashCode());
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

  AsyncStream(StreamConfig config, StreamReaders readers, ExemplarsStorage exemplars) {
    super(config, readers);
    this.exemplars = exemplars;
    this.exemplarKind = ExemplarsStorage.Kind.of(config);
    this.samples = !exemplars.isOff();
  }

  /** Takes an observation for the collection that is under way. */
  public synchronized void observe(long bits, Attributes attributes) {
    Observed observed =
        locate(KeptAttributes.owned(KeptAttributes.of(attributes, config.attributes())));
    while (observed.cell.tryRecord(bits) != Cell.Outcome.RECORDED) {
      Thread.onSpinWait(); // never: the monitor keeps everybody else out
    }
    Context candidate = samples ? exemplars.candidate(null) : null;
    if (candidate != null) {
      exemplars.offer(
          observed, exemplarKind, config.instrument().type(), bits, attributes, candidate);
    }
  }

  private Observed locate(Attributes kept) {
    Observed known = series.get(kept);
    if (known == null || known.round != round) {
      known = isFull() || kept.equals(OVERFLOW.attributes()) ? null : enter(kept, known);
    }
    if (known == null) {
      overflowed++;
      return overflow();
    }
    return known;
  }

  /** Whether no more attributes get a point of their own in this round. */
  private boolean isFull() {
    return live >= config.cardinalityLimit();
  }

  /** Gives attributes a point in this round. */
  private Observed enter(Attributes kept, @Nullable Observed known) {
    Observed entered = known;
    if (entered == null) {
      if (series.size() >= 2L * config.cardinalityLimit()) {
        series.values().removeIf(old -> old.round < round - 1 && old.nothingWaits());
      }
      entered = new Observed(new PointAttributes(kept), aggregator.newCell(), readers.size());
      series.put(kept, entered);
    }
    entered.round = round;
    live++;
    return entered;
  }

  private Observed overflow() {
    if (overflow == null) {
      overflow = new Observed(OVERFLOW, aggregator.newCell(), readers.size());
    }
    return overflow;
  }

  @Override
  public synchronized @Nullable MetricSnapshot peek(StreamReader reader, long now) {
    int index = readers.indexOf(reader);
    List<Point> points = collect(index, now, false);
    return points.isEmpty() ? null : snapshot(points, readers.temporality(index));
  }

  @Override
  public synchronized @Nullable Taken take(StreamReader reader, long now) {
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
    List<Point> points = new ArrayList<>(live + 1);
    for (Observed observed : series.values()) {
      collect(observed, index, now, take, points);
    }
    if (overflow != null) {
      collect(overflow, index, now, take, points);
    }
    nextRound();
    return points;
  }

  /** What waits for a reader has its point in the next round in any case. */
  private void nextRound() {
    round++;
    lastLive = live;
    live = 0;
    for (Observed observed : series.values()) {
      if (!observed.nothingWaits()) {
        observed.round = round;
        live++;
      }
    }
  }

  private void collect(Observed observed, int index, long now, boolean take, List<Point> points) {
    Point waiting = observed.waiting[index];
    Point total = observed.cell.read(Mode.DRAIN, observed.attributes, now, now, List.of());
    Point point = total == null ? null : at(told(observed, index, total, take), now);
    if (point != null && samples) {
      List<Exemplar> kept =
          exemplars.exemplarsOf(observed, exemplarKind, point.startNanos(), now, true);
      exemplars.release(observed);
      point = point.with(point.attributes(), point.startNanos(), now, kept);
    }
    if (waiting != null) {
      point = point == null ? waiting : aggregator.merge(waiting, point);
      if (take) {
        observed.waiting[index] = null;
      }
    }
    if (point != null) {
      points.add(at(point, now));
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
      observed.startNanos[index] = Math.min(start, total.timeNanos());
    }
    return before != null && isDifferenced(index)
        ? aggregator.difference(before, total)
        : total.with(total.attributes(), start, total.timeNanos(), total.exemplars());
  }

  @Override
  public synchronized void giveBack(StreamReader reader, Point point) {
    int index = readers.indexOf(reader);
    Observed observed = series.get(point.attributes().attributes());
    if (observed == null || observed.round != round) {
      observed =
          isFull() || point.attributes().equals(OVERFLOW)
              ? overflow()
              : enter(point.attributes().attributes(), observed);
    }
    Point own =
        point.with(observed.attributes, point.startNanos(), point.timeNanos(), point.exemplars());
    Point later = observed.waiting[index];
    observed.waiting[index] = later == null ? own : aggregator.merge(own, later);
  }

  @Override
  public synchronized int liveSeries() {
    return lastLive;
  }

  @Override
  public synchronized long overflowed() {
    return overflowed;
  }

  @Override
  public synchronized void forEachAttributes(Consumer<Attributes> action) {
    series.keySet().forEach(action);
  }
}
