package ee.otel.metrics.internal.aggregation;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Last values: the last one is never lost. One that is written while a snapshot is taken may be in
 * two.
 */
public final class LastValueCellStress {
  private LastValueCellStress() {}

  @JCStressTest
  @Outcome(
      id = {"1, 2", "2, 0"},
      expect = ACCEPTABLE,
      desc = "in this snapshot or the next")
  @Outcome(
      id = {"2, 2"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "written meanwhile: told twice")
  @State
  public static class Drain {
    private final Cell cell = new LastValueCell(NumberType.LONG, true);

    public Drain() {
      Cells.record(cell, 1);
    }

    @Actor
    public void record() {
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
      id = {"0, 2", "1, 2", "2, 0"},
      expect = ACCEPTABLE,
      desc = "in this snapshot or the next")
  @Outcome(
      id = {"2, 2"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "written meanwhile: told twice")
  @State
  public static class DrainTwo {
    private final Cell cell = new LastValueCell(NumberType.LONG, true);

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
      id = {"1, 2, 0"},
      expect = ACCEPTABLE,
      desc = "the last value")
  @Outcome(
      id = {"0, 1, 0"},
      expect = ACCEPTABLE,
      desc = "refused")
  @Outcome(
      id = {"0, 2, 0"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "refused, yet seen: its recorder will bring it again")
  @State
  public static class Close {
    private final Cell cell = new LastValueCell(NumberType.LONG, true);

    public Close() {
      Cells.record(cell, 1);
    }

    @Actor
    public void record(III_Result r) {
      r.r1 = Cells.record(cell, 2);
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
      id = {"1, 0, 2"},
      expect = ACCEPTABLE,
      desc = "recorded, not closed")
  @Outcome(
      id = {"0, 1, 0"},
      expect = ACCEPTABLE,
      desc = "closed, not recorded")
  @State
  public static class CloseIfEmpty {
    private final Cell cell = new LastValueCell(NumberType.LONG, true);

    @Actor
    public void record(III_Result r) {
      r.r1 = Cells.record(cell, 2);
    }

    @Actor
    public void close(III_Result r) {
      r.r2 = cell.closeIfEmpty() ? 1 : 0;
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = Cells.number(cell, Mode.PEEK);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"1, 2, 0"},
      expect = ACCEPTABLE,
      desc = "the last value")
  @Outcome(
      id = {"0, 1, 0"},
      expect = ACCEPTABLE,
      desc = "refused")
  @Outcome(
      id = {"0, 2, 0"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "refused, yet seen: its recorder will bring it again")
  @Outcome(
      id = {"1, 1, 0"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "too late to be seen: the price of no fence")
  @State
  public static class CloseLasting {
    private final Cell cell = new LastValueCell(NumberType.LONG, false);

    public CloseLasting() {
      Cells.record(cell, 1);
    }

    @Actor
    public void record(III_Result r) {
      r.r1 = Cells.record(cell, 2);
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
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "not yet")
  @Outcome(
      id = {"0, 1", "0, 2", "1, 1", "1, 2", "2, 2"},
      expect = ACCEPTABLE,
      desc = "values in their order")
  @State
  public static class PeekLasting {
    private final Cell cell = new LastValueCell(NumberType.LONG, false);

    @Actor
    public void record() {
      Cells.record(cell, 1);
      Cells.record(cell, 2);
    }

    @Actor
    public void peek(II_Result r) {
      r.r1 = Cells.number(cell, Mode.PEEK);
      r.r2 = Cells.number(cell, Mode.PEEK);
    }
  }
}
