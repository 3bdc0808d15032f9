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
 * A sum in one 64-bit word, advanced by compare-and-set.
 *
 * <p>Two values that no sum can have stand for "nothing recorded" and for "closed", so that
 * emptying or closing the cell is one atomic exchange and a recorded 0 is told from nothing.
 */
abstract sealed class SumCell extends Cell {
  private static final VarHandle BITS;

  static {
    try {
      BITS = MethodHandles.lookup().findVarHandle(SumCell.class, "bits", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile long bits;

  private SumCell(long empty) {
    this.bits = empty;
  }

  static SumCell of(NumberType type) {
    return type == NumberType.LONG ? new OfLong() : new OfDouble();
  }

  /** A sum that has its cache lines to itself, for one of the stripes of a contended series. */
  static SumCell padded(NumberType type) {
    return type == NumberType.LONG ? new PaddedOfLong() : new PaddedOfDouble();
  }

  abstract NumberType type();

  /** Stands for "nothing recorded". */
  abstract long empty();

  /** Stands for "closed". */
  abstract long closed();

  /** The sum as it is now, for a {@link #tryReplace} that follows. */
  final long sum() {
    return bits;
  }

  /** Puts {@code next} in the place of {@code sum}. */
  final Outcome tryReplace(long sum, long next) {
    return BITS.compareAndSet(this, sum, next) ? Outcome.RECORDED : Outcome.CONTENDED;
  }

  @Override
  public final @Nullable Point read(
      Mode mode,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      List<Exemplar> exemplars) {
    long sum = take(mode);
    return isNone(sum)
        ? null
        : new NumberPoint(attributes, startNanos, timeNanos, type(), sum, exemplars);
  }

  @Override
  public final void readTo(
      PointRows to,
      Mode mode,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      List<Exemplar> exemplars) {
    NumberRows rows = (NumberRows) to;
    rows.next(); // so that nothing is taken out that has no place
    long sum = take(mode);
    if (!isNone(sum)) {
      rows.add(attributes, startNanos, sum, exemplars);
    }
  }

  private boolean isNone(long sum) {
    return sum == empty() || sum == closed();
  }

  private long take(Mode mode) {
    return switch (mode) {
      case PEEK -> bits;
      case DRAIN -> drain();
      case CLOSE -> (long) BITS.getAndSet(this, closed());
    };
  }

  private long drain() {
    long sum;
    do {
      sum = bits;
    } while (sum != empty() && sum != closed() && !BITS.compareAndSet(this, sum, empty()));
    return sum;
  }

  @Override
  public final boolean closeIfEmpty() {
    return BITS.compareAndSet(this, empty(), closed());
  }

  private static sealed class OfLong extends SumCell {
    private static final long EMPTY = Long.MIN_VALUE;
    private static final long CLOSED = Long.MIN_VALUE + 1;

    OfLong() {
      super(EMPTY);
    }

    @Override
    NumberType type() {
      return NumberType.LONG;
    }

    @Override
    long empty() {
      return EMPTY;
    }

    @Override
    long closed() {
      return CLOSED;
    }

    @Override
    public final Outcome tryRecord(long value) {
      long sum = sum();
      if (sum == CLOSED) {
        return Outcome.CLOSED;
      }
      return tryReplace(sum, NumberSums.plus(sum == EMPTY ? 0 : sum, value));
    }
  }

  private static sealed class OfDouble extends SumCell {
    // Two of the many patterns of NaN. A sum is never one: what is recorded is finite and the sum
    // saturates.
    private static final long EMPTY = 0x7ff8_0000_0000_0e0eL;
    private static final long CLOSED = 0x7ff8_0000_0000_0c0cL;

    OfDouble() {
      super(EMPTY);
    }

    @Override
    NumberType type() {
      return NumberType.DOUBLE;
    }

    @Override
    long empty() {
      return EMPTY;
    }

    @Override
    long closed() {
      return CLOSED;
    }

    @Override
    public final Outcome tryRecord(long value) {
      long sum = sum();
      if (sum == CLOSED) {
        return Outcome.CLOSED;
      }
      double before = sum == EMPTY ? 0 : Double.longBitsToDouble(sum);
      double after = NumberSums.plus(before, Double.longBitsToDouble(value));
      return tryReplace(sum, Double.doubleToRawLongBits(after));
    }
  }

  @SuppressWarnings("unused") // the fields are padding
  private static final class PaddedOfLong extends OfLong {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13;
  }

  @SuppressWarnings("unused") // the fields are padding
  private static final class PaddedOfDouble extends OfDouble {
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13;
  }
}
