package ee.otel.metrics.internal.stream;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.context.Context;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Streams: each measurement arrives once, in its own series or in the overflow series. */
public final class SyncStreamStress {
  private SyncStreamStress() {}

  @JCStressTest
  @Outcome(
      id = {"1, 0, 2", "0, 2, 1"},
      expect = ACCEPTABLE,
      desc = "one has a series of its own")
  @State
  public static class LastPlace {
    private final StreamBench bench = StreamBench.delta(1, 1);

    @Actor
    public void one() {
      bench.record(1, StreamBench.A);
    }

    @Actor
    public void two() {
      bench.record(2, StreamBench.B);
    }

    @Arbiter
    public void end(III_Result r) {
      CollectedMetrics collected = bench.collected(0);
      r.r1 = StreamBench.sum(collected, StreamBench.A);
      r.r2 = StreamBench.sum(collected, StreamBench.B);
      r.r3 = StreamBench.overflow(collected);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"3, 0, 1"},
      expect = ACCEPTABLE,
      desc = "one series takes both")
  @State
  public static class LastPlaceForOne {
    private final StreamBench bench = StreamBench.delta(1, 1);

    @Actor
    public void one() {
      bench.record(1, StreamBench.A);
    }

    @Actor
    public void two() {
      bench.record(2, StreamBench.A);
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = bench.stream.liveSeries();
      CollectedMetrics collected = bench.collected(0);
      r.r1 = StreamBench.sum(collected, StreamBench.A);
      r.r2 = StreamBench.overflow(collected);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 3", "1, 2", "3, 0"},
      expect = ACCEPTABLE,
      desc = "each in one collected")
  @State
  public static class IdleRelease {
    private final StreamBench bench = StreamBench.delta(1, 10).record(5, StreamBench.A).taken();

    @Actor
    public void record() {
      bench.record(1, StreamBench.A);
      bench.record(2, StreamBench.A);
    }

    @Actor
    public void take(II_Result r) {
      r.r1 = bench.take(0);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = bench.take(0);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0, 3", "1, 2", "3, 0"},
      expect = ACCEPTABLE,
      desc = "each in one collected")
  @State
  public static class IdleReleaseOfBound {
    private final StreamBench bench = StreamBench.delta(1, 10);

    private final Recorder.Bound bound = bench.stream.bind(StreamBench.A);

    public IdleReleaseOfBound() {
      bound.record(5, Context.root());
      bench.taken();
    }

    @Actor
    public void record() {
      bound.record(1, Context.root());
      bound.record(2, Context.root());
    }

    @Actor
    public void take(II_Result r) {
      r.r1 = bench.take(0);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = bench.take(0);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"10, 1"},
      expect = ACCEPTABLE,
      desc = "let go first: a new series")
  @Outcome(
      id = {"11, 11"},
      expect = ACCEPTABLE,
      desc = "recorded first: stays")
  @Outcome(
      id = {"11, 0"},
      expect = ACCEPTABLE,
      desc = "in the last point")
  @State
  public static class IdleReleaseOfTotal {
    private final StreamBench bench =
        new StreamBench(
                ExemplarFilter.alwaysOff(), Temporality.CUMULATIVE, 1, 10, Duration.ofNanos(5))
            .record(10, StreamBench.A)
            .taken()
            .taken();

    public IdleReleaseOfTotal() {
      bench.now = 10;
    }

    @Actor
    public void record() {
      bench.record(1, StreamBench.A);
    }

    @Actor
    public void take(II_Result r) {
      r.r1 = bench.take(0);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = bench.take(0);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"1, 0, 2", "0, 2, 1"},
      expect = ACCEPTABLE,
      desc = "kept, or let go for the other")
  @State
  public static class MakeRoom {
    private final StreamBench bench = StreamBench.delta(1, 1).record(5, StreamBench.A).taken();

    @Actor
    public void old() {
      bench.record(1, StreamBench.A);
    }

    @Actor
    public void fresh() {
      bench.record(2, StreamBench.B);
    }

    @Arbiter
    public void end(III_Result r) {
      CollectedMetrics collected = bench.collected(0);
      r.r1 = StreamBench.sum(collected, StreamBench.A);
      r.r2 = StreamBench.sum(collected, StreamBench.B);
      r.r3 = StreamBench.overflow(collected);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"3, 3"},
      expect = ACCEPTABLE,
      desc = "both readers get all")
  @State
  public static class MakeRoomWhileTaken {
    private final StreamBench bench = StreamBench.delta(2, 1).record(1, StreamBench.A);

    @Actor
    public void record() {
      bench.record(2, StreamBench.B);
    }

    @Actor
    public void take(II_Result r) {
      r.r1 = bench.take(0);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r1 += bench.take(0);
      r.r2 = bench.take(1);
    }
  }

  /** A collection that has emptied the series always opens the stream to new attributes again. */
  @JCStressTest
  @Outcome(id = "2, 0, 4", expect = ACCEPTABLE, desc = "B after it: C finds no place")
  @Outcome(id = "0, 4, 0", expect = ACCEPTABLE, desc = "B before it, and taken")
  @Outcome(id = "0, 4, 2", expect = ACCEPTABLE, desc = "B meanwhile")
  @State
  public static class RoomAfterTake {
    private final StreamBench bench = StreamBench.delta(1, 1).record(1, StreamBench.A);

    @Actor
    public void record() {
      bench.record(2, StreamBench.B);
    }

    @Actor
    public void take() {
      bench.take(0);
    }

    @Arbiter
    public void end(III_Result r) {
      bench.record(4, StreamBench.C);
      CollectedMetrics collected = bench.collected(0);
      r.r1 = StreamBench.sum(collected, StreamBench.B);
      r.r2 = StreamBench.sum(collected, StreamBench.C);
      r.r3 = StreamBench.overflow(collected);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"1, 6", "3, 4", "7, 0"},
      expect = ACCEPTABLE,
      desc = "what failed comes again, once")
  @State
  public static class FailedDelivery {
    private final StreamBench bench = StreamBench.delta(1, 10).record(1, StreamBench.A);

    private final CollectedMetrics failing = bench.collected(0);

    @Actor
    public void record() {
      bench.record(2, StreamBench.A);
      bench.record(4, StreamBench.A);
    }

    @Actor
    public void take(II_Result r) {
      failing.failed();
      r.r1 = bench.take(0);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r2 = bench.take(0);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"1, 0, 2", "0, 2, 1"},
      expect = ACCEPTABLE,
      desc = "what failed comes again, once")
  @State
  public static class FailedDeliveryFreesPlaces {
    private final StreamBench bench = StreamBench.delta(1, 1).record(1, StreamBench.A);

    private final CollectedMetrics failing = bench.collected(0);

    @Actor
    public void record() {
      bench.record(2, StreamBench.B);
    }

    @Actor
    public void fail() {
      failing.failed();
    }

    @Arbiter
    public void end(III_Result r) {
      CollectedMetrics collected = bench.collected(0);
      r.r1 = StreamBench.sum(collected, StreamBench.A);
      r.r2 = StreamBench.sum(collected, StreamBench.B);
      r.r3 = StreamBench.overflow(collected);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"1, 0, 1", "0, 1, 1"},
      expect = ACCEPTABLE,
      desc = "the second end is refused")
  @State
  public static class OutcomeToldTwice {
    private final StreamBench bench = StreamBench.delta(1, 10).record(1, StreamBench.A);

    private final CollectedMetrics failing = bench.collected(0);

    private int fail() {
      try {
        failing.failed();
        return 1;
      } catch (IllegalStateException e) {
        return 0;
      }
    }

    @Actor
    public void first(III_Result r) {
      r.r1 = fail();
    }

    @Actor
    public void second(III_Result r) {
      r.r2 = fail();
    }

    @Arbiter
    public void end(III_Result r) {
      r.r3 = bench.take(0);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"3, 0", "0, 3"},
      expect = ACCEPTABLE,
      desc = "one of them has it")
  @State
  public static class TwoCollections {
    private final StreamBench bench = StreamBench.delta(1, 10).record(3, StreamBench.A);

    @Actor
    public void first(II_Result r) {
      r.r1 = bench.take(0);
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = bench.take(0);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"3, 3"},
      expect = ACCEPTABLE,
      desc = "each has all")
  @State
  public static class TwoReaders {
    private final StreamBench bench = StreamBench.delta(2, 10);

    @Actor
    public void record() {
      bench.record(1, StreamBench.A);
      bench.record(2, StreamBench.A);
    }

    @Actor
    public void take(II_Result r) {
      r.r1 = bench.take(0);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r1 += bench.take(0);
      r.r2 = bench.take(1);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"0"},
      expect = ACCEPTABLE,
      desc = "no reservoir outlives its series")
  @State
  public static class ReservoirLetGo {
    private final StreamBench bench =
        new StreamBench(ExemplarFilter.alwaysOn(), Temporality.DELTA, 1, 10, Duration.ZERO)
            .record(5, StreamBench.A)
            .taken();

    @Actor
    public void record() {
      bench.record(1, StreamBench.A);
    }

    @Actor
    public void take() {
      bench.take(0);
    }

    @Arbiter
    public void end(I_Result r) {
      bench.take(0);
      bench.take(0);
      bench.take(0);
      r.r1 = bench.exemplars.reservoirs();
    }
  }

  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "of A or B, and of the overflow series")
  @State
  public static class FreePlacesWithExemplars {
    private final StreamBench bench =
        new StreamBench(ExemplarFilter.alwaysOn(), Temporality.DELTA, 1, 1, Duration.ZERO)
            .record(5, StreamBench.A)
            .taken();

    @Actor
    public void old() {
      bench.record(1, StreamBench.A);
    }

    @Actor
    public void fresh() {
      bench.record(2, StreamBench.B);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r1 = bench.stream.liveSeries();
      r.r2 = bench.exemplars.reservoirs() - 1;
    }
  }
}
