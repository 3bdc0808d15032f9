package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Cell;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.attributes.CanonicalAttributes;
import ee.otel.metrics.internal.exemplar.ExemplarsStorage;
import ee.otel.metrics.internal.exemplar.SampledSeries;
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
 * of a callback that outlived its time never meets a collection half done.
 *
 * <p>The cardinality limit holds for each collection: the attributes that are observed first get
 * series of their own (specification: <em>Asynchronous instrument cardinality limits</em>). As many
 * again are remembered by what was told of them while they are not observed; those that were
 * observed in the previous collection are never forgotten.
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
  private static final class Observed extends SampledSeries {
    final Cell cell;

    /** The last round that it had a point in. */
    long round;

    /** By reader: the last total that it was told, at the time it was. */
    final @Nullable Point[] told;

    /** By reader: the start of its sequence of totals. */
    final long[] startNanos;

    /** By reader: what was taken and has not been delivered. */
    final @Nullable Point[] pending;

    Observed(PointAttributes attributes, Cell cell, int readers) {
      super(attributes);
      this.cell = cell;
      this.told = new Point[readers];
      this.startNanos = new long[readers];
      this.pending = new Point[readers];
    }

    boolean hasPending() {
      for (Point point : pending) {
        if (point != null) {
          return true;
        }
      }
      return false;
    }
  }

  AsyncStream(
      StreamConfig config, StreamReaders readers, ExemplarsStorage exemplars, Runnable cutWarning) {
    super(config, readers, cutWarning);
    this.exemplars = exemplars;
    this.exemplarKind = ExemplarsStorage.Kind.of(config);
    this.samples = !exemplars.isOff();
  }

  /** Takes an observation for the collection that is under way. */
  public synchronized void observe(long bits, Attributes attributes) {
    Observed observed = locate(attributes);
    while (observed.cell.tryRecord(bits) != Cell.Outcome.RECORDED) {
      Thread.onSpinWait(); // never: the monitor keeps everybody else out
    }
    Context candidate = samples ? exemplars.candidate(null) : null;
    if (candidate != null) {
      exemplars.offer(
          observed, exemplarKind, config.instrument().type(), bits, attributes, candidate);
    }
  }

  private Observed locate(Attributes attributes) {
    Observed known = config.attributes().keepsAll() ? find(attributes) : null;
    Attributes kept =
        known == null
            ? config.attributes().keptOf(CanonicalAttributes.of(attributes, cutWarning))
            : known.attributes().attributes();
    known = known == null ? series.get(kept) : known;
    if (known == null || known.round != round) {
      known = isFull() || kept.equals(OVERFLOW.attributes()) ? null : enter(kept, known);
    }
    if (known == null) {
      overflowed++;
      return overflow();
    }
    return known;
  }

  private @Nullable Observed find(Attributes attributes) {
    try {
      return series.get(attributes);
    } catch (StackOverflowError nestedTooDeeply) {
      return null;
    }
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
        series.values().removeIf(old -> old.round < round - 1 && !old.hasPending());
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
            isToldOnce(index) ? points : List.of(),
            () -> {});
  }

  /** Whether what a reader gets would be lost with it: a delta, unlike a total, is told once. */
  private boolean isToldOnce(int reader) {
    return readers.isDelta(reader) && aggregator.addsUp();
  }

  private List<Point> collect(int index, long now, boolean take) {
    List<Point> points = new ArrayList<>(live + 1);
    boolean whole = false;
    try {
      series.values().forEach(observed -> collect(observed, index, now, take, points));
      if (overflow != null) {
        collect(overflow, index, now, take, points);
      }
      whole = true;
    } finally {
      if (!whole && take && isToldOnce(index)) {
        points.forEach(point -> giveBack(index, point));
      }
      if (whole) {
        nextRound();
      }
    }
    return points;
  }

  @Override
  public synchronized void dropObservations() {
    Consumer<Observed> empty =
        observed -> observed.cell.read(Mode.DRAIN, OVERFLOW, 0, 0, List.of());
    series.values().forEach(empty);
    if (overflow != null) {
      empty.accept(overflow);
    }
    nextRound();
  }

  /** What is pending for a reader has its point in the next round in any case. */
  private void nextRound() {
    round++;
    lastLive = live;
    live = 0;
    for (Observed observed : series.values()) {
      if (observed.hasPending()) {
        observed.round = round;
        live++;
      }
    }
  }

  private void collect(Observed observed, int index, long now, boolean take, List<Point> points) {
    Point pending = observed.pending[index];
    Point total = observed.cell.read(Mode.DRAIN, observed.attributes(), now, now, List.of());
    Point point = null;
    if (total != null) {
      Told told = told(observed, index, total);
      point = at(told.point, now);
      if (samples) {
        List<Exemplar> kept =
            exemplars.exemplarsOf(observed, exemplarKind, point.startNanos(), now, true);
        exemplars.release(observed);
        point = point.with(point.attributes(), point.startNanos(), now, kept);
      }
      if (take) {
        observed.told[index] = told.total;
        observed.startNanos[index] = told.startNanos;
      }
    }
    if (pending != null) {
      // Without an observation it ends where it did: the next difference begins there.
      point =
          point == null
              ? at(pending, Math.min(pending.timeNanos(), now))
              : aggregator.merge(pending, point);
      if (take) {
        observed.pending[index] = null;
      }
    }
    if (point != null) {
      points.add(point);
    }
  }

  /**
   * What a reader is told of an observation.
   *
   * @param total what it knows then
   * @param startNanos the start of its sequence of totals
   */
  private record Told(Point point, Point total, long startNanos) {}

  private Told told(Observed observed, int index, Point total) {
    Point before = observed.told[index];
    if (before == null) {
      long start = Math.min(readers.lastTakenNanos(index), total.timeNanos());
      Point first = isToldOnce(index) ? aggregator.first(total) : total;
      return new Told(withStart(first, start), total, start);
    }
    long start =
        aggregator.restarts(before, total) ? before.timeNanos() : observed.startNanos[index];
    if (isToldOnce(index)) {
      Point difference = aggregator.difference(before, total);
      return new Told(difference, aggregator.reached(before, total, difference), start);
    }
    Point sum = aggregator.cumulated(before, total);
    return new Told(withStart(sum, start), sum, start);
  }

  private static Point withStart(Point point, long startNanos) {
    return point.with(point.attributes(), startNanos, point.timeNanos(), point.exemplars());
  }

  @Override
  public synchronized void giveBack(StreamReader reader, Point point) {
    giveBack(readers.indexOf(reader), point);
  }

  private void giveBack(int index, Point point) {
    Attributes attributes = point.attributes().attributes();
    Observed observed = series.get(attributes);
    Point own = point;
    if (observed == null || observed.round != round) {
      boolean beyond = point.attributes().equals(OVERFLOW);
      if (beyond || isFull()) {
        observed = overflow();
        own = beyond ? point : withoutPlace(point);
      } else {
        observed = enter(attributes, observed);
      }
    }
    own = own.with(observed.attributes(), own.startNanos(), own.timeNanos(), own.exemplars());
    observed.pending[index] = pendingTogether(own, observed.pending[index]);
  }

  @Override
  public void settled(StreamReader reader) {
    // Nothing is kept for what is on its way: a point that comes back finds a place of its own.
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
