package ee.otel.metrics.internal.stream;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Aggregator;
import ee.otel.metrics.internal.aggregation.Cell;
import ee.otel.metrics.internal.aggregation.Cell.Mode;
import ee.otel.metrics.internal.points.NumberRows;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Series: cells and stripes together lose nothing and double nothing. */
public final class SeriesStress {
  private static final Aggregator SUM = Aggregator.of(Aggregation.sum(), NumberType.LONG, true);

  private SeriesStress() {}

  /** More lost races than a series puts up with. */
  private static final int MANY = 20;

  /** A sum that sends a recorder to the stripes, the first time or always. */
  private static final class Contended extends Cell {
    private final Cell sum = SUM.newCell();
    private final boolean always;
    private volatile boolean closed;
    private volatile int met;

    Contended(boolean always) {
      this.always = always;
    }

    @Override
    public Outcome tryRecord(long bits) {
      if (closed) {
        return Outcome.CLOSED;
      }
      if (always || met < MANY) {
        met++;
        return Outcome.CONTENDED;
      }
      return sum.tryRecord(bits);
    }

    @Override
    public @Nullable Point read(
        Mode mode,
        PointAttributes attributes,
        long startNanos,
        long timeNanos,
        List<Exemplar> exemplars) {
      closed = mode == Mode.CLOSE;
      return sum.read(mode, attributes, startNanos, timeNanos, exemplars);
    }

    @Override
    public boolean closeIfEmpty() {
      return sum.closeIfEmpty();
    }
  }

  private static Series series(Cell cell) {
    return new Series(PointAttributes.EMPTY, 0, cell, 1);
  }

  private static Series busy(int before) {
    Series series = series(new Contended(true));
    if (before != 0) {
      series.tryRecord(before, SUM);
    }
    return series;
  }

  private static Series contendedOnce(int before) {
    Contended cell = new Contended(false);
    if (before != 0) {
      cell.sum.tryRecord(before);
    }
    return series(cell);
  }

  /** 1 for recorded, 0 for closed, -1 when it throws. */
  private static int add(Series series, int value) {
    try {
      return series.tryRecord(value, SUM) == Cell.Outcome.RECORDED ? 1 : 0;
    } catch (RuntimeException e) {
      return -1;
    }
  }

  private static int read(Series series, Mode mode) {
    NumberRows rows = new NumberRows(NumberType.LONG);
    series.readTo(rows, mode, SUM, 1, 2, List.of());
    return rows.size() == 0 ? 0 : (int) rows.bits(0);
  }

  @JCStressTest
  @Outcome(
      id = {"15"},
      expect = ACCEPTABLE,
      desc = "all count")
  @State
  public static class TwoRecorders {
    private final Series series = series(SUM.newCell());

    @Actor
    public void one() {
      add(series, 1);
      add(series, 2);
    }

    @Actor
    public void two() {
      add(series, 4);
      add(series, 8);
    }

    @Arbiter
    public void end(I_Result r) {
      r.r1 = read(series, Mode.DRAIN);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 3", "1, 2", "3, 0"},
      expect = ACCEPTABLE,
      desc = "each in one snapshot")
  @State
  public static class Drain {
    private final Series series = series(SUM.newCell());

    @Actor
    public void record() {
      add(series, 1);
      add(series, 2);
    }

    @Actor
    public void drain(II_Result r) {
      r.r1 = read(series, Mode.DRAIN);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = read(series, Mode.DRAIN);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"10, 3", "11, 2", "13, 0"},
      expect = ACCEPTABLE,
      desc = "each in one snapshot")
  @State
  public static class DrainStriped {
    private final Series series = busy(10);

    @Actor
    public void record() {
      add(series, 1);
      add(series, 2);
    }

    @Actor
    public void drain(II_Result r) {
      r.r1 = read(series, Mode.DRAIN);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = read(series, Mode.DRAIN);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 0, 0", "1, 1, 0", "2, 3, 0"},
      expect = ACCEPTABLE,
      desc = "the closing snapshot has what was accepted")
  @State
  public static class Close {
    private final Series series = series(SUM.newCell());

    @Actor
    public void record(III_Result r) {
      r.r1 = add(series, 1) + add(series, 2);
    }

    @Actor
    public void close(III_Result r) {
      r.r2 = read(series, Mode.CLOSE);
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = add(series, 4) + read(series, Mode.PEEK);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 10, 0", "1, 11, 0", "2, 13, 0"},
      expect = ACCEPTABLE,
      desc = "the closing snapshot has what was accepted")
  @State
  public static class CloseStriped {
    private final Series series = busy(10);

    @Actor
    public void record(III_Result r) {
      r.r1 = add(series, 1) + add(series, 2);
    }

    @Actor
    public void close(III_Result r) {
      r.r2 = read(series, Mode.CLOSE);
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = add(series, 4) + read(series, Mode.PEEK);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 0, 0", "1, 1, 0", "2, 3, 0"},
      expect = ACCEPTABLE,
      desc = "the closing snapshot has what was accepted")
  @State
  public static class CloseWhileStripesAreMade {
    private final Series series = busy(0);

    @Actor
    public void record(III_Result r) {
      r.r1 = add(series, 1) + add(series, 2);
    }

    @Actor
    public void close(III_Result r) {
      r.r2 = read(series, Mode.CLOSE);
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = add(series, 4) + read(series, Mode.PEEK);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"1, 0, 11"},
      expect = ACCEPTABLE,
      desc = "what is not empty stays, and records")
  @State
  public static class KeepWhileStripesAreMade {
    private final Series series = contendedOnce(10);

    @Actor
    public void record(III_Result r) {
      r.r1 = add(series, 1);
    }

    @Actor
    public void close(III_Result r) {
      for (int i = 0; i < 20; i++) {
        r.r2 += series.closeIfEmpty() ? 1 : 0;
      }
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = read(series, Mode.DRAIN);
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
  public static class CloseIfEmptyWhileStripesAreMade {
    private final Series series = contendedOnce(0);

    @Actor
    public void record(III_Result r) {
      r.r1 = add(series, 1);
    }

    @Actor
    public void close(III_Result r) {
      r.r2 = series.closeIfEmpty() ? 1 : 0;
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = read(series, Mode.DRAIN);
    }
  }
}
