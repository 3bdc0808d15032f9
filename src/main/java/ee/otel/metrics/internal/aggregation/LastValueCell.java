package ee.otel.metrics.internal.aggregation;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.points.NumberRows;
import ee.otel.metrics.internal.points.PointRows;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last value, beside a state of its own, since any value may be one of a gauge.
 *
 * <p>Writers store the value and then the state. Whoever takes the cell's snapshot resets the state
 * first and reads the value after it, so a value that is written meanwhile is in this snapshot or
 * in the next, and the last one always wins.
 *
 * <p>Where nobody empties the cell, a writer needs no fence (RecordBenchmark.gauge). The price: a
 * value that is written while such a cell is closed may be the one that nobody sees.
 */
final class LastValueCell extends Cell {
  private static final int EMPTY = 0;
  private static final int SET = 1;
  private static final int CLOSED = 2;

  private static final VarHandle STATE;
  private static final VarHandle BITS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(LastValueCell.class, "state", int.class);
      BITS = lookup.findVarHandle(LastValueCell.class, "bits", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final NumberType type;
  private final boolean drained;
  private volatile int state;
  private volatile long bits;

  /**
   * @param drained whether the cell may be read by {@link Cell.Mode#DRAIN}
   */
  LastValueCell(NumberType type, boolean drained) {
    this.type = type;
    this.drained = drained;
  }

  /** Never contended: a value that loses a race was not the last one. */
  @Override
  public Outcome tryRecord(long value) {
    while (true) {
      int seen = state;
      if (seen == CLOSED) {
        return Outcome.CLOSED;
      }
      if (drained) {
        bits = value;
      } else {
        BITS.setRelease(this, value);
      }
      if (state == SET || STATE.compareAndSet(this, EMPTY, SET)) {
        return Outcome.RECORDED;
      }
    }
  }

  @Override
  public @Nullable Point read(
      Mode mode,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      List<Exemplar> exemplars) {
    return take(mode) == SET
        ? new NumberPoint(attributes, startNanos, timeNanos, type, bits, exemplars)
        : null;
  }

  @Override
  public void readTo(
      PointRows to,
      Mode mode,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      List<Exemplar> exemplars) {
    NumberRows rows = (NumberRows) to;
    rows.next(); // so that nothing is taken out that has no place
    if (take(mode) == SET) {
      rows.add(attributes, startNanos, bits, exemplars);
    }
  }

  /** The state before that the mode leaves. */
  private int take(Mode mode) {
    if (mode == Mode.DRAIN && !drained) {
      throw new IllegalArgumentException("mode of a cell that is not drained: " + mode);
    }
    return switch (mode) {
      case PEEK -> state;
      case DRAIN -> STATE.compareAndSet(this, SET, EMPTY) ? SET : EMPTY;
      case CLOSE -> (int) STATE.getAndSet(this, CLOSED);
    };
  }

  @Override
  public boolean closeIfEmpty() {
    return STATE.compareAndSet(this, EMPTY, CLOSED);
  }
}
