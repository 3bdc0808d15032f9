package ee.otel.metrics.internal.aggregation;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import ee.otel.metrics.internal.aggregation.Cell.Mode;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Exponential histograms: no measurement lost, none twice, and the count is the sum of the buckets.
 */
public final class ExponentialHistogramCellStress {
  private ExponentialHistogramCellStress() {}

  @JCStressTest
  @Outcome(
      id = {"101"},
      expect = ACCEPTABLE,
      desc = "both count")
  @State
  public static class TwoRecorders {
    private final Cell cell = Cells.exponential();

    @Actor
    public void one() {
      Cells.record(cell, 1.0);
    }

    @Actor
    public void hundred() {
      Cells.record(cell, 100.0);
    }

    @Arbiter
    public void end(I_Result r) {
      r.r1 = Cells.histogram(cell, Mode.PEEK);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 101", "1, 101", "101, 101"},
      expect = ACCEPTABLE,
      desc = "whole at any time")
  @State
  public static class Peek {
    private final Cell cell = Cells.exponential();

    @Actor
    public void record() {
      Cells.record(cell, 1.0);
      Cells.record(cell, 100.0);
    }

    @Actor
    public void peek(II_Result r) {
      r.r1 = Cells.histogram(cell, Mode.PEEK);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = Cells.histogram(cell, Mode.PEEK);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 101", "1, 100", "101, 0"},
      expect = ACCEPTABLE,
      desc = "each in one snapshot")
  @State
  public static class Drain {
    private final Cell cell = Cells.exponential();

    @Actor
    public void record() {
      Cells.record(cell, 1.0);
      Cells.record(cell, 100.0);
    }

    @Actor
    public void drain(II_Result r) {
      r.r1 = Cells.histogram(cell, Mode.DRAIN);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = Cells.histogram(cell, Mode.DRAIN);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 0, 0", "1, 1, 0", "2, 101, 0"},
      expect = ACCEPTABLE,
      desc = "the closing snapshot has what was accepted")
  @State
  public static class Close {
    private final Cell cell = Cells.exponential();

    @Actor
    public void record(III_Result r) {
      r.r1 = Cells.record(cell, 1.0) + Cells.record(cell, 100.0);
    }

    @Actor
    public void close(III_Result r) {
      r.r2 = Cells.histogram(cell, Mode.CLOSE);
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = Cells.record(cell, 1.0) + Cells.histogram(cell, Mode.PEEK);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"1, 0, 1"},
      expect = ACCEPTABLE,
      desc = "recorded, not closed")
  @Outcome(
      id = {"0, 1, 0"},
      expect = ACCEPTABLE,
      desc = "closed, not recorded")
  @State
  public static class CloseIfEmpty {
    private final Cell cell = Cells.exponential();

    @Actor
    public void record(III_Result r) {
      r.r1 = Cells.record(cell, 1.0);
    }

    @Actor
    public void close(III_Result r) {
      r.r2 = cell.closeIfEmpty() ? 1 : 0;
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = Cells.histogram(cell, Mode.PEEK);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 101", "1, 101", "101, 101"},
      expect = ACCEPTABLE,
      desc = "whole at any time")
  @State
  public static class PeekToRow {
    private final Cell cell = Cells.exponential();

    @Actor
    public void record() {
      Cells.record(cell, 1.0);
      Cells.record(cell, 100.0);
    }

    @Actor
    public void peek(II_Result r) {
      r.r1 = Cells.histogramInRow(cell, Mode.PEEK);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = Cells.histogramInRow(cell, Mode.PEEK);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 101", "1, 100", "101, 0"},
      expect = ACCEPTABLE,
      desc = "each in one snapshot")
  @State
  public static class DrainToRow {
    private final Cell cell = Cells.exponential();

    @Actor
    public void record() {
      Cells.record(cell, 1.0);
      Cells.record(cell, 100.0);
    }

    @Actor
    public void drain(II_Result r) {
      r.r1 = Cells.histogramInRow(cell, Mode.DRAIN);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = Cells.histogramInRow(cell, Mode.DRAIN);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 0, 0", "1, 1, 0", "2, 101, 0"},
      expect = ACCEPTABLE,
      desc = "the closing snapshot has what was accepted")
  @State
  public static class CloseToRow {
    private final Cell cell = Cells.exponential();

    @Actor
    public void record(III_Result r) {
      r.r1 = Cells.record(cell, 1.0) + Cells.record(cell, 100.0);
    }

    @Actor
    public void close(III_Result r) {
      r.r2 = Cells.histogramInRow(cell, Mode.CLOSE);
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = Cells.record(cell, 1.0) + Cells.histogramInRow(cell, Mode.PEEK);
    }
  }
}
