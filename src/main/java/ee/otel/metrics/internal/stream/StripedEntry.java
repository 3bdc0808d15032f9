package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Aggregator;
import ee.otel.metrics.internal.aggregation.Cell;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.aggregation.Cell.Outcome;
import ee.otel.metrics.internal.points.PointRows;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live aggregate of a series: a cell, and stripes of it once threads have met there often.
 *
 * <p>{@link #tryRecord} and {@link #read} may run on any thread at any time. What has been closed
 * records nothing more, on any stripe, and what it held is in the snapshot that closed it. Closing
 * happens under the lock of the {@link SeriesRegistry} only.
 */
abstract class StripedEntry extends SeriesTable.Entry {
  private static final int MOST_STRIPES = 8;
  private static final int STRIPES =
      Integer.highestOneBit(
          Math.min(MOST_STRIPES, Math.max(2, Runtime.getRuntime().availableProcessors())));

  /**
   * Places left empty behind the stripes. What every recorder reads then shares no cache line with
   * the stripe that happens to lie behind it, wherever collections of garbage put the two
   * (RecordBenchmark.counter with two threads).
   */
  private static final int PADDING = 16;

  /** How many races are lost between two collections before there are stripes. */
  private static final int RACES_BEFORE_STRIPES = 16;

  /**
   * How many lost races between two collections are reacted to. More are lost where there are more
   * threads than stripes, and to write about each would cost everybody else a cache miss.
   */
  private static final int MOST_RACES = 64;

  /** How many races a thread loses in a row before it yields its processor to the others. */
  private static final int RACES_BEFORE_YIELD = 2 * STRIPES;

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Takes the place of the stripes in a series that may not get any: it is being closed. */
  private static final Cell[] NO_STRIPES = new Cell[0];

  private static final VarHandle STRIPES_FIELD;

  static {
    try {
      STRIPES_FIELD =
          MethodHandles.lookup().findVarHandle(StripedEntry.class, "stripes", Cell[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Cell cell;
  private volatile Cell @Nullable [] stripes;

  /** Set by recorders after the first measurement of an interval; reset by collections. */
  boolean touched;

  /** Lost races since the last collection, as far as racing threads count them. */
  private byte races;

  /**
   * How many times threads met on a stripe: each time the next bits of their hashes decide who goes
   * where, so that few threads soon do not meet any more. They meet collections as well, again and
   * again, so this must never come to an end: it wraps around, and so do the hashes.
   */
  private byte meetings;

  /**
   * @param hash as the table says
   */
  StripedEntry(PointAttributes attributes, int hash, Cell cell) {
    super(attributes, hash);
    this.cell = cell;
  }

  /** Records, or answers that the series was closed; never that it is contended. */
  Outcome tryRecord(long bits, Aggregator aggregator) {
    if (stripes == null) {
      Outcome outcome = cell.tryRecord(bits);
      if (outcome != Outcome.CONTENDED) {
        touch();
        return outcome;
      }
    }
    return recordContended(bits, aggregator);
  }

  private void touch() {
    if (!touched) {
      touched = true;
    }
  }

  /** A race that is lost now and then, to a collection perhaps, is not worth stripes. */
  private Outcome recordContended(long bits, Aggregator aggregator) {
    while (stripes == null && races < RACES_BEFORE_STRIPES) {
      races++;
      Thread.onSpinWait();
      Outcome outcome = cell.tryRecord(bits);
      if (outcome != Outcome.CONTENDED) {
        touch();
        return outcome;
      }
    }
    return recordStriped(bits, aggregator);
  }

  private Outcome recordStriped(long bits, Aggregator aggregator) {
    Cell[] all = stripes;
    if (all == null) {
      Cell[] fresh = new Cell[STRIPES + PADDING];
      for (int i = 0; i < STRIPES; i++) {
        fresh[i] = aggregator.newStripe();
      }
      STRIPES_FIELD.compareAndSet(this, null, fresh);
      all = stripes;
    }
    // Still none: a thread that wanted to close the series has just given that up.
    Cell[] striped = all == null || all.length == 0 ? null : all;
    int stripe = stripeOf(Thread.currentThread().getId(), meetings);
    for (int lost = 0; ; lost++) {
      Cell target = striped == null ? cell : striped[stripe & STRIPES - 1];
      Outcome outcome = target.tryRecord(bits);
      if (outcome != Outcome.CONTENDED) {
        touch();
        return outcome;
      }
      if (races < MOST_RACES) {
        races++;
        meetings++;
      }
      stripe++;
      if (lost < RACES_BEFORE_YIELD) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** Where a thread begins to look for a stripe, after so many meetings; its lowest bits count. */
  static int stripeOf(long threadId, int meetings) {
    return (int) Long.rotateRight(threadId * SPREAD, meetings);
  }

  /** The snapshot of all stripes together, or null when nothing was recorded. */
  @Nullable Point read(
      Mode mode, Aggregator aggregator, long startNanos, long timeNanos, List<Exemplar> exemplars) {
    races = 0;
    if (mode == Mode.CLOSE) {
      STRIPES_FIELD.compareAndSet(this, null, NO_STRIPES);
    }
    Point whole = cell.read(mode, attributes(), startNanos, timeNanos, exemplars);
    Cell[] all = stripes;
    if (all != null) {
      for (int i = 0; i < all.length - PADDING; i++) {
        Point part = all[i].read(mode, attributes(), startNanos, timeNanos, exemplars);
        whole = part == null ? whole : whole == null ? part : aggregator.merge(whole, part);
      }
    }
    return whole;
  }

  /** Adds what {@link #read} answers to points of the aggregator, if it is not null. */
  void readTo(
      PointRows to,
      Mode mode,
      Aggregator aggregator,
      long startNanos,
      long timeNanos,
      List<Exemplar> exemplars) {
    if (stripes == null && mode != Mode.CLOSE) {
      races = 0;
      // What goes into stripes that are made meanwhile is for the next collection.
      cell.readTo(to, mode, attributes(), startNanos, timeNanos, exemplars);
      return;
    }
    Point point = read(mode, aggregator, startNanos, timeNanos, exemplars);
    if (point != null) {
      to.add(point);
    }
  }

  /** Closes the series if nothing was recorded since it was last drained. */
  boolean closeIfEmpty() {
    // A series with stripes is a busy one: it is not worth the trouble of closing them all.
    return STRIPES_FIELD.compareAndSet(this, null, NO_STRIPES) && closeCellIfEmpty();
  }

  private boolean closeCellIfEmpty() {
    if (cell.closeIfEmpty()) {
      return true;
    }
    stripes = null;
    return false;
  }
}
