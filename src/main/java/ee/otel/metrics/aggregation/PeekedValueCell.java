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
 * The last value where nobody ever takes it out: then a writer needs no fence, only a release write
 * (RecordBenchmark.gauge).
 *
 * <p>Can be looked at, not drained and not closed.
 */
final class PeekedValueCell extends Cell {
  private static final VarHandle BITS;
  private static final VarHandle SET;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BITS = lookup.findVarHandle(PeekedValueCell.class, "bits", long.class);
      SET = lookup.findVarHandle(PeekedValueCell.class, "set", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final NumberType type;
  private long bits;

  /** Written after the first value, read before it. */
  private boolean set;

  PeekedValueCell(NumberType type) {
    this.type = type;
  }

  @Override
  public Outcome tryRecord(long value) {
    BITS.setRelease(this, value);
    if (!set) {
      SET.setRelease(this, true);
    }
    return Outcome.RECORDED;
  }

  @Override
  public @Nullable Point read(
      Mode mode,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      List<Exemplar> exemplars) {
    if (mode != Mode.PEEK) {
      throw new IllegalArgumentException("mode of a cell that is only peeked at: " + mode);
    }
    return (boolean) SET.getAcquire(this)
        ? new NumberPoint(
            attributes, startNanos, timeNanos, type, (long) BITS.getAcquire(this), exemplars)
        : null;
  }

  /** Never closes. */
  @Override
  public boolean closeIfEmpty() {
    return false;
  }
}
