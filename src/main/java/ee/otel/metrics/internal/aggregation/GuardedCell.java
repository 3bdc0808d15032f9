package ee.otel.metrics.internal.aggregation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A cell of several plain fields behind one word, taken by compare-and-set and given back by a
 * release write.
 *
 * <p>Between entering and leaving, a subclass neither allocates nor calls anything that can throw:
 * a guard that is not given back stops its series for good. Recorders do not wait for the guard,
 * they answer {@link Cell.Outcome#CONTENDED}; whoever takes a snapshot waits, for as long as one
 * recorder needs for a few plain writes.
 */
abstract class GuardedCell extends Cell {
  /** How many longs keep the fields before and behind them on different cache lines. */
  static final int PADDING = 16;

  private static final int FREE = 0;
  private static final int HELD = 1;
  private static final int CLOSED = 2;
  private static final int SPINS_BEFORE_YIELD = 100;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(GuardedCell.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int state;

  /** Whether the guard was taken; if not, {@link #whyNot()} says what to answer. */
  final boolean tryEnter() {
    return STATE.compareAndSet(this, FREE, HELD);
  }

  final Outcome whyNot() {
    return state == CLOSED ? Outcome.CLOSED : Outcome.CONTENDED;
  }

  /** Waits for the guard; false when the cell is closed. */
  final boolean enter() {
    for (int spins = 0; !tryEnter(); spins++) {
      if (state == CLOSED) {
        return false;
      }
      if (spins < SPINS_BEFORE_YIELD) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    return true;
  }

  final void leave() {
    STATE.setRelease(this, FREE);
  }

  final void leaveClosed() {
    STATE.setRelease(this, CLOSED);
  }

  /** Leaves as the mode of reading wants it. */
  final void leave(Mode mode) {
    if (mode == Mode.CLOSE) {
      leaveClosed();
    } else {
      leave();
    }
  }

  /** Whether nothing has been recorded; called with the guard held. */
  abstract boolean isEmpty();

  @Override
  public final boolean closeIfEmpty() {
    if (!enter()) {
      return false;
    }
    boolean empty = isEmpty();
    if (empty) {
      leaveClosed();
    } else {
      leave();
    }
    return empty;
  }
}
