package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Cell;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.attributes.CanonicalAttributes;
import ee.otel.metrics.internal.exemplar.ExemplarsStorage;
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
 * <p>Observations belong to the reader whose collection runs the callbacks, and are gone at its
 * end. The last total that each reader got stays: deltas are the difference to it, and it outlives
 * collections without an observation. Guarded by its own monitor, so that an observation of a
 * callback that outlived its time never meets a collection half done.
 *
 * <p>The cardinality limit holds for each collection: the attributes that are observed first get
 * series of their own (specification: <em>Asynchronous instrument cardinality limits</em>). As many
 * again are remembered, with their last totals, while they are not observed; those that were
 * observed in the previous collection are never forgotten.
 */
public final class AsyncStream extends Stream {
  private final Map<Attributes, ObservedSeries> series = new LinkedHashMap<>();
  private final ExemplarsStorage exemplars;
  private final ExemplarsStorage.Kind exemplarKind;
  private final boolean samples;
  private @Nullable ObservedSeries overflow;
  private long overflowed;

  /** The number of the collection that observations are made for. */
  private long round = 1;

  /** How many series have a point in this round so far. */
  private int live;

  /** How many series had a point in the last round. */
  private int lastLive;

  AsyncStream(
      StreamConfig config, StreamReaders readers, ExemplarsStorage exemplars, Runnable cutWarning) {
    super(config, readers, cutWarning);
    this.exemplars = exemplars;
    this.exemplarKind = ExemplarsStorage.Kind.of(config);
    this.samples = !exemplars.isOff();
  }

  /** Takes an observation for the collection that is under way. */
  public synchronized void observe(long bits, Attributes attributes) {
    ObservedSeries observed = locate(attributes);
    while (observed.cell.tryRecord(bits) != Cell.Outcome.RECORDED) {
      Thread.onSpinWait(); // never: the monitor keeps everybody else out
    }
    Context candidate = samples ? exemplars.candidate(null) : null;
    NumberType type = config.instrument().type();
    if (candidate != null && !exemplars.refuses(observed, type, bits)) {
      exemplars.offer(observed, exemplarKind, type, bits, attributes, candidate);
    }
  }

  private ObservedSeries locate(Attributes attributes) {
    ObservedSeries known = config.attributes().keepsAll() ? find(attributes) : null;
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

  private @Nullable ObservedSeries find(Attributes attributes) {
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
  private ObservedSeries enter(Attributes kept, @Nullable ObservedSeries known) {
    ObservedSeries entered = known;
    if (entered == null) {
      if (series.size() >= 2L * config.cardinalityLimit()) {
        series.values().removeIf(old -> old.round < round - 1 && !old.hasPending());
      }
      entered = new ObservedSeries(new PointAttributes(kept), aggregator.newCell(), readers.size());
      series.put(kept, entered);
    }
    entered.round = round;
    live++;
    return entered;
  }

  private ObservedSeries overflow() {
    if (overflow == null) {
      overflow = new ObservedSeries(OVERFLOW, aggregator.newCell(), readers.size());
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

  /** Whether a point that does not arrive is lost: a delta, unlike a total, does not come again. */
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
    Consumer<ObservedSeries> empty =
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
    for (ObservedSeries observed : series.values()) {
      if (observed.hasPending()) {
        observed.round = round;
        live++;
      }
    }
  }

  private void collect(
      ObservedSeries observed, int index, long now, boolean take, List<Point> points) {
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
   * The point that a reader gets for an observation.
   *
   * @param total the total that the reader has reached with it
   * @param startNanos the start of its sequence of totals
   */
  private record Told(Point point, Point total, long startNanos) {}

  private Told told(ObservedSeries observed, int index, Point total) {
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
    ObservedSeries observed = series.get(attributes);
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
