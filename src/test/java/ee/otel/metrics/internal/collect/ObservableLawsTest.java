package ee.otel.metrics.internal.collect;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.TestClock;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.metrics.Meter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Random totals, observed now and then and reset now and then, by the laws of the data model. */
class ObservableLawsTest {
  private static final int KEYS = 3;
  private static final long[] EXTREMES = {
    0, 1, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE, Long.MIN_VALUE + 1, -1
  };

  enum Act {
    GROW,
    RESET,
    EXTREME,
    OBSERVE,
    HIDE,
    DELIVER,
    FAIL,
    PEEK
  }

  record Step(Act act, int which) {}

  record Program(List<Temporality> readers, List<Step> steps) {}

  @Provide
  static Arbitrary<Program> programs() {
    return programs(1);
  }

  @Provide
  static Arbitrary<Program> modestPrograms() {
    return programs(0);
  }

  private static Arbitrary<Program> programs(int extremes) {
    Arbitrary<Act> act =
        extremes == 0
            ? Arbitraries.of(
                Act.GROW, Act.GROW, Act.OBSERVE, Act.HIDE, Act.DELIVER, Act.FAIL, Act.PEEK)
            : Arbitraries.frequency(
                Tuple.of(6, Act.GROW),
                Tuple.of(2, Act.RESET),
                Tuple.of(3, Act.EXTREME),
                Tuple.of(2, Act.OBSERVE),
                Tuple.of(2, Act.HIDE),
                Tuple.of(5, Act.DELIVER),
                Tuple.of(4, Act.FAIL),
                Tuple.of(1, Act.PEEK));
    Arbitrary<Step> step =
        Combinators.combine(act, Arbitraries.integers().between(0, 20)).as(Step::new);
    return Combinators.combine(
            Arbitraries.of(Temporality.class).list().ofMinSize(1).ofMaxSize(3),
            step.list().ofMinSize(2).ofMaxSize(30))
        .as(Program::new);
  }

  @Property(tries = 1000)
  void anyTotals_obeyTheDataModel(@ForAll("programs") Program program) {
    Run run = new Run(program);
    run.play();
    run.laws.forEach(reader -> assertNull(reader.firstBroken()));
  }

  @Property(tries = 700)
  void growingTotals_arrive(@ForAll("modestPrograms") Program program) {
    Run run = new Run(program);
    run.play();
    for (ReaderLaws reader : run.laws) {
      assertNull(reader.firstBroken());
      assertEquals(run.sumOfTotals(), reader.arrived("counter"));
      assertEquals(run.sumOfTotals(), reader.arrived("upDown"));
    }
  }

  private static final class Run {
    private final Program program;
    private final TestClock clock = new TestClock(1);
    private final OtelMetrics metrics;
    private final List<ReaderLaws> laws = new ArrayList<>();
    private final TreeMap<Integer, Long> totals = new TreeMap<>();
    private final boolean[] hidden = new boolean[KEYS];

    Run(Program program) {
      this.program = program;
      OtelMetrics.Builder builder = OtelMetrics.builder().clock(clock);
      program.readers.forEach(
          temporality -> {
            builder.reader(ReaderOptions.of(temporality));
            laws.add(new ReaderLaws());
          });
      metrics = builder.build();
      Meter meter = metrics.meterProvider().get("m");
      meter
          .counterBuilder("counter")
          .buildWithCallback(m -> observed().forEach((key, total) -> m.record(total, set(key))));
      meter
          .upDownCounterBuilder("upDown")
          .buildWithCallback(m -> observed().forEach((key, total) -> m.record(total, set(key))));
      meter
          .counterBuilder("doubles")
          .ofDoubles()
          .buildWithCallback(
              m -> observed().forEach((key, total) -> m.record(total * 1e289 * 1e1, set(key))));
      meter
          .upDownCounterBuilder("doublesUpDown")
          .ofDoubles()
          .buildWithCallback(
              m -> observed().forEach((key, total) -> m.record(total * 1e289 * 1e1, set(key))));
    }

    private TreeMap<Integer, Long> observed() {
      TreeMap<Integer, Long> observed = new TreeMap<>(totals);
      observed.keySet().removeIf(key -> hidden[key]);
      return observed;
    }

    BigInteger sumOfTotals() {
      return totals.values().stream()
          .map(BigInteger::valueOf)
          .reduce(BigInteger.ZERO, BigInteger::add);
    }

    void play() {
      for (Step step : program.steps) {
        clock.advance(1);
        int key = step.which % KEYS;
        int reader = step.which % laws.size();
        switch (step.act) {
          case GROW -> totals.merge(key, 1L + step.which, (a, b) -> a + b < a ? a : a + b);
          case RESET -> totals.put(key, (long) step.which % 3);
          case EXTREME -> totals.put(key, EXTREMES[step.which % EXTREMES.length]);
          case OBSERVE -> hidden[key] = false;
          case HIDE -> hidden[key] = true;
          case DELIVER -> deliver(reader);
          case FAIL -> metrics.readers().get(reader).take().failed();
          case PEEK -> metrics.readers().get(reader).peek();
        }
      }
      for (int key = 0; key < KEYS; key++) {
        hidden[key] = false;
      }
      for (int i = 0;
          i < 4;
          i++) { // a difference that was too large for one point comes in several
        for (int reader = 0; reader < laws.size(); reader++) {
          clock.advance(1);
          deliver(reader);
        }
      }
    }

    private void deliver(int reader) {
      CollectedMetrics taken = metrics.readers().get(reader).take();
      taken.delivered();
      laws.get(reader).hear(taken.metrics());
    }
  }
}
