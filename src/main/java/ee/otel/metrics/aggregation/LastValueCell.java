package ee.otel.metrics.aggregation;

import ee.otel.metrics.snapshot.Exemplar;
import ee.otel.metrics.snapshot.NumberPoint;
import ee.otel.metrics.snapshot.NumberType;
import ee.otel.metrics.snapshot.Point;
import ee.otel.metrics.snapshot.PointAttributes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last value, beside a state of its own since a gauge may hold every value there is.
 *
 * <p>Writers store the value and then the state. Whoever takes the cell's picture resets the state
 * first and reads the value after it, so a value that is written meanwhile is in this picture or in
 * the next, and the last one always wins.
 */
final class LastValueCell extends Cell {
  private static final int EMPTY = 0;
  private static final int SET = 1;
  private static final int CLOSED = 2;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(LastValueCell.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final NumberType type;
  private volatile long bits;
  private volatile int state;

  LastValueCell(NumberType type) {
    this.type = type;
  }

  /** Never contended: a value that loses a race was not the last one. */
  @Override
  public Outcome tryRecord(long value) {
    while (true) {
      int seen = state;
      if (seen == CLOSED) {
        return Outcome.CLOSED;
      }
      bits = value;
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
    int before =
        switch (mode) {
          case PEEK -> state;
          case DRAIN -> STATE.compareAndSet(this, SET, EMPTY) ? SET : EMPTY;
          case CLOSE -> (int) STATE.getAndSet(this, CLOSED);
        };
    return before == SET
        ? new NumberPoint(attributes, startNanos, timeNanos, type, bits, exemplars)
        : null;
  }

  @Override
  public boolean closeIfEmpty() {
    return STATE.compareAndSet(this, EMPTY, CLOSED);
  }
}
