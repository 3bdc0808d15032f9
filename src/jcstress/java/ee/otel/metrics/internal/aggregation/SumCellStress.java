package ee.otel.metrics.internal.aggregation;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/** Sums: no measurement lost, none twice. */
public final class SumCellStress {
  private SumCellStress() {}

  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "both count")
  @State
  public static class TwoRecorders {
    private final Cell cell = SumCell.of(NumberType.LONG);

    @Actor
    public void one() {
      Cells.record(cell, 1);
    }

    @Actor
    public void two() {
      Cells.record(cell, 2);
    }

    @Arbiter
    public void end(J_Result r) {
      r.r1 = Cells.number(cell, Mode.PEEK);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 3", "1, 2", "3, 0"},
      expect = ACCEPTABLE,
      desc = "each in one snapshot")
  @State
  public static class DrainLong {
    private final Cell cell = SumCell.of(NumberType.LONG);

    @Actor
    public void record() {
      Cells.record(cell, 1);
      Cells.record(cell, 2);
    }

    @Actor
    public void drain(II_Result r) {
      r.r1 = Cells.number(cell, Mode.DRAIN);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = Cells.number(cell, Mode.DRAIN);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 3", "1, 2", "3, 0"},
      expect = ACCEPTABLE,
      desc = "each in one snapshot")
  @State
  public static class DrainDouble {
    private final Cell cell = SumCell.padded(NumberType.DOUBLE);

    @Actor
    public void record() {
      Cells.record(cell, 1.0);
      Cells.record(cell, 2.0);
    }

    @Actor
    public void drain(II_Result r) {
      r.r1 = Cells.number(cell, Mode.DRAIN);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = Cells.number(cell, Mode.DRAIN);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 0, 0", "1, 1, 0", "2, 3, 0"},
      expect = ACCEPTABLE,
      desc = "the closing snapshot has what was accepted")
  @State
  public static class CloseLong {
    private final Cell cell = SumCell.padded(NumberType.LONG);

    @Actor
    public void record(III_Result r) {
      r.r1 = Cells.record(cell, 1) + Cells.record(cell, 2);
    }

    @Actor
    public void close(III_Result r) {
      r.r2 = Cells.number(cell, Mode.CLOSE);
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = Cells.record(cell, 4) + Cells.number(cell, Mode.PEEK);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 0, 0", "1, 1, 0", "2, 3, 0"},
      expect = ACCEPTABLE,
      desc = "the closing snapshot has what was accepted")
  @State
  public static class CloseDouble {
    private final Cell cell = SumCell.of(NumberType.DOUBLE);

    @Actor
    public void record(III_Result r) {
      r.r1 = Cells.record(cell, 1.0) + Cells.record(cell, 2.0);
    }

    @Actor
    public void close(III_Result r) {
      r.r2 = Cells.number(cell, Mode.CLOSE);
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = Cells.record(cell, 4.0) + Cells.number(cell, Mode.PEEK);
    }
  }

  /** A recorded zero is something, too. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "recorded, not closed")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "closed, not recorded")
  @State
  public static class CloseIfEmpty {
    private final Cell cell = SumCell.of(NumberType.LONG);

    @Actor
    public void record(II_Result r) {
      r.r1 = Cells.record(cell, 0);
    }

    @Actor
    public void close(II_Result r) {
      r.r2 = cell.closeIfEmpty() ? 1 : 0;
    }
  }

  @JCStressTest
  @Outcome(id = "9223372036854775807", expect = ACCEPTABLE, desc = "stays at the end of the range")
  @State
  public static class SaturationUp {
    private final Cell cell = SumCell.of(NumberType.LONG);

    @Actor
    public void most() {
      Cells.record(cell, Long.MAX_VALUE);
    }

    @Actor
    public void more() {
      Cells.record(cell, 5);
    }

    @Arbiter
    public void end(J_Result r) {
      r.r1 = bits(cell);
    }
  }

  @JCStressTest
  @Outcome(id = "-9223372036854775806", expect = ACCEPTABLE, desc = "is not taken for a mark")
  @State
  public static class SaturationDown {
    private final Cell cell = SumCell.of(NumberType.LONG);

    @Actor
    public void least() {
      Cells.record(cell, Long.MIN_VALUE);
    }

    @Actor
    public void less() {
      Cells.record(cell, -1);
    }

    @Arbiter
    public void end(J_Result r) {
      r.r1 = bits(cell);
    }
  }

  @JCStressTest
  @Outcome(id = "9218868437227405311", expect = ACCEPTABLE, desc = "is finite: no mark, no NaN")
  @State
  public static class SaturationDouble {
    private final Cell cell = SumCell.of(NumberType.DOUBLE);

    @Actor
    public void most() {
      Cells.record(cell, Double.MAX_VALUE);
    }

    @Actor
    public void again() {
      Cells.record(cell, Double.MAX_VALUE);
    }

    @Arbiter
    public void end(J_Result r) {
      r.r1 = bits(cell);
    }
  }

  private static long bits(Cell cell) {
    NumberPoint point = (NumberPoint) Cells.read(cell, Mode.PEEK);
    return point == null ? 0 : point.bits();
  }
}
