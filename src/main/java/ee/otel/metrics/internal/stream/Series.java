package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Aggregator;
import ee.otel.metrics.internal.aggregation.Cell;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.aggregation.Cell.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One set of attributes in a stream: a cell, and stripes of it once threads have met there often.
 *
 * <p>{@link #tryRecord} may run on any thread at any time; {@link #read} too. A series that has
 * been closed records nothing more, on any stripe, and what it held is in the snapshot that closed
 * it. Closing happens under the stream's lock only. The fields that collections keep here are
 * touched under the collection lock; {@link #waiting} is written under the stream's lock as well.
 */
final class Series extends SeriesTable.Entry {
  private static final int MOST_STRIPES = 8;
  private static final int STRIPES =
      Integer.highestOneBit(
          Math.min(MOST_STRIPES, Math.max(2, Runtime.getRuntime().availableProcessors())));

  /**
   * Places left empty behind the stripes. What every recorder reads then shares no cache line with
   * the stripe that happens to lie behind it, wherever collections of garbage put the two
   * (RecordBenchmark.counter with two threads).
   */
  private static final int ROOM = 16;

  /** How many races are lost between two collections before there are stripes. */
  private static final int RACES_BEFORE_STRIPES = 16;

  /**
   * How many lost races between two collections are reacted to. More are lost where there are more
   * threads than stripes, and to write about each would cost everybody else a cache miss.
   */
  private static final int MOST_RACES = 64;

  /** Who has lost as many in a row waits for a thread, perhaps, that waits for its processor. */
  private static final int RACES_BEFORE_YIELD = 2 * STRIPES;

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Takes the place of the stripes in a series that may not get any: it is being closed. */
  private static final Cell[] NO_STRIPES = new Cell[0];

  private static final VarHandle STRIPES_FIELD;

  static {
    try {
      STRIPES_FIELD = MethodHandles.lookup().findVarHandle(Series.class, "stripes", Cell[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Cell cell;
  private volatile Cell @Nullable [] stripes;

  /**
   * When the series began, in nanoseconds since the epoch; not after the first collection that saw
   * it, and the same from there on.
   */
  long startNanos;

  /** Set by recorders after the first measurement of an interval; reset by collections. */
  boolean touched;

  /** Set when the application is done with the series: the next collection lets it go. */
  volatile boolean ended;

  /** Lost races since the last collection, as far as racing threads count them. */
  private byte races;

  /**
   * How many times threads met on a stripe: each time the next bits of their hashes decide who goes
   * where, so that few threads soon do not meet any more. They meet collections as well, again and
   * again, so this must never come to an end: it wraps around, and so do the hashes.
   */
  private byte meetings;

  /** When a collection first found the series untouched; 0 while it is in use. */
  long idleSinceNanos;

  /** By reader: what was drained and has not been delivered. */
  @Nullable Point @Nullable [] waiting;

  /**
   * @param hash as the key of the table has it
   */
  Series(PointAttributes attributes, int hash, Cell cell, long startNanos) {
    super(attributes, hash);
    this.cell = cell;
    this.startNanos = startNanos;
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

  /**
   * A race that is lost now and then, to a collection perhaps, is not worth the room of stripes.
   */
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
      Cell[] fresh = new Cell[STRIPES + ROOM];
      for (int i = 0; i < STRIPES; i++) {
        fresh[i] = aggregator.newStripe();
      }
      STRIPES_FIELD.compareAndSet(this, null, fresh);
      all = stripes;
    }
    // Still none: someone who wanted to close the series has just thought better of it.
    boolean striped = all != null && all.length > 0;
    int stripe = stripeOf(Thread.currentThread().getId(), meetings);
    for (int lost = 0; ; lost++) {
      Cell target = striped ? all[stripe & STRIPES - 1] : cell;
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
    Point whole = cell.read(mode, attributes, startNanos, timeNanos, exemplars);
    Cell[] all = stripes;
    if (all != null) {
      for (int i = 0; i < all.length - ROOM; i++) {
        Point part = all[i].read(mode, attributes, startNanos, timeNanos, exemplars);
        whole = part == null ? whole : whole == null ? part : aggregator.merge(whole, part);
      }
    }
    return whole;
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

  /** What waits for {@code reader}, or null. */
  @Nullable Point waitingFor(int reader) {
    return waiting == null ? null : waiting[reader];
  }

  void setWaiting(int reader, int readers, @Nullable Point point) {
    if (waiting == null) {
      if (point == null) {
        return;
      }
      waiting = new Point[readers];
    }
    waiting[reader] = point;
    if (point == null) {
      for (Point other : waiting) {
        if (other != null) {
          return;
        }
      }
      waiting = null;
    }
  }

  boolean nothingWaits() {
    return waiting == null;
  }
}
