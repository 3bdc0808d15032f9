package ee.otel.metrics.internal.collect;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.TestClock;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.Bind;
import ee.otel.metrics.api.BoundLong;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.instrument.Ending;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * Random programs of an application and its exports: what each reader gets obeys the data model,
 * and what was recorded arrives.
 *
 * <p>More tries: {@code -Dlaws.tries=100000}.
 */
class SeriesLawsTest {
  private static final int TRIES = Integer.getInteger("laws.tries", 1);
  private static final int KEYS = 4;

  /** What happens, to which set of attributes or at which reader. */
  record Step(Act act, int which) {}

  enum Act {
    RECORD,
    RECORD_BOUND,
    RECORD_HISTOGRAM,
    END,
    IDLE,
    PEEK,
    DELIVER,
    FAIL,
    DELIVER_SOME,
    BEGIN_EXPORT,
    FAIL_EXPORT,
    DELIVER_EXPORT,
    DELIVER_SOME_OF_EXPORT
  }

  record Program(List<Temporality> readers, int limit, boolean idleTimeout, List<Step> steps) {}

  @Provide
  static Arbitrary<Program> programs() {
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.frequency(
                    Tuple.of(8, Act.RECORD),
                    Tuple.of(2, Act.RECORD_BOUND),
                    Tuple.of(4, Act.RECORD_HISTOGRAM),
                    Tuple.of(2, Act.END),
                    Tuple.of(2, Act.IDLE),
                    Tuple.of(1, Act.PEEK),
                    Tuple.of(4, Act.DELIVER),
                    Tuple.of(4, Act.FAIL),
                    Tuple.of(2, Act.DELIVER_SOME),
                    Tuple.of(2, Act.BEGIN_EXPORT),
                    Tuple.of(2, Act.FAIL_EXPORT),
                    Tuple.of(1, Act.DELIVER_EXPORT),
                    Tuple.of(2, Act.DELIVER_SOME_OF_EXPORT)),
                Arbitraries.integers().between(0, KEYS - 1))
            .as(Step::new);
    return Combinators.combine(
            Arbitraries.of(Temporality.class).list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.of(1, 2, 3, 100),
            Arbitraries.of(true, false),
            step.list().ofMinSize(2).ofMaxSize(40))
        .as(Program::new);
  }

  private final TestClock clock = new TestClock(0);

  @BeforeTry
  void reset() {
    clock.set(1);
  }

  @Property(tries = 1500)
  void everyReader_getsWhatWasRecordedByTheLawsOfTheDataModel(@ForAll("programs") Program program) {
    for (int i = 0; i < TRIES; i++) {
      new Run(program, clock).play();
    }
  }

  /** One run of a program. In the end everything is delivered. */
  private static final class Run {
    private final Program program;
    private final TestClock clock;
    private final OtelMetrics metrics;
    private final List<ReaderLaws> laws = new ArrayList<>();
    private final CollectedMetrics[] underWay;
    private final LongCounter counter;
    private final LongHistogram explicit;
    private final LongHistogram exponential;
    private final BoundLong[] bound = new BoundLong[KEYS];
    private long recorded;
    private long measured;

    Run(Program program, TestClock clock) {
      this.program = program;
      this.clock = clock;
      OtelMetrics.Builder builder =
          OtelMetrics.builder()
              .clock(clock)
              .monotonicClock(clock)
              .exemplarFilter(ExemplarFilter.alwaysOn())
              .idleTimeout(Duration.ofNanos(program.idleTimeout ? 1 : 0))
              .view(
                  View.of(InstrumentSelector.named("exponential"))
                      .aggregation(Aggregation.base2ExponentialBucketHistogram())
                      .build());
      for (Temporality temporality : program.readers) {
        builder.reader(
            new ReaderOptions(
                kind -> temporality,
                kind -> Aggregation.defaultAggregation(),
                kind -> program.limit));
        laws.add(new ReaderLaws());
      }
      underWay = new CollectedMetrics[program.readers.size()];
      metrics = builder.build();
      Meter meter = metrics.meterProvider().get("m");
      counter = meter.counterBuilder("counter").build();
      explicit = meter.histogramBuilder("explicit").ofLongs().build();
      exponential = meter.histogramBuilder("exponential").ofLongs().build();
    }

    void play() {
      program.steps.forEach(this::step);
      for (int reader = 0; reader < laws.size(); reader++) {
        settle(reader, CollectedMetrics::failed);
      }
      for (int i = 0; i < 3; i++) {
        for (int reader = 0; reader < laws.size(); reader++) {
          clock.advance(1);
          deliver(reader);
        }
      }
      for (ReaderLaws reader : laws) {
        assertNull(reader.firstBroken());
        assertEquals(BigInteger.valueOf(recorded), reader.arrived("counter"));
        assertEquals(BigInteger.valueOf(measured), reader.arrived("explicit"));
        assertEquals(BigInteger.valueOf(measured), reader.arrived("exponential"));
      }
    }

    private void step(Step step) {
      clock.advance(1);
      int reader = step.which % laws.size();
      switch (step.act) {
        case RECORD -> {
          counter.add(1 + step.which, set(step.which));
          recorded += 1 + step.which;
        }
        case RECORD_BOUND -> {
          if (bound[step.which] == null) {
            bound[step.which] = Bind.bind(counter, set(step.which));
          }
          bound[step.which].record(1);
          recorded++;
        }
        case RECORD_HISTOGRAM -> {
          measured++;
          explicit.record(measured % 700, set(step.which));
          exponential.record(measured % 700, set(step.which));
        }
        case END -> {
          end(counter, step.which);
          end(explicit, step.which);
          end(exponential, step.which);
        }
        case IDLE -> clock.advance(3);
        case PEEK -> metrics.readers().get(reader).peek();
        case DELIVER -> deliver(reader);
        case FAIL -> with(reader, CollectedMetrics::failed);
        case DELIVER_SOME -> with(reader, taken -> deliverSome(reader, taken, step.which));
        case BEGIN_EXPORT -> {
          if (underWay[reader] == null) {
            underWay[reader] = metrics.readers().get(reader).take();
          }
        }
        case FAIL_EXPORT -> settle(reader, CollectedMetrics::failed);
        case DELIVER_SOME_OF_EXPORT ->
            settle(reader, taken -> deliverSome(reader, taken, step.which));
        case DELIVER_EXPORT -> settle(reader, taken -> delivered(reader, taken));
      }
    }

    private static void end(Object instrument, int which) {
      Ending.end(instrument, set(which));
    }

    private void deliver(int reader) {
      with(reader, taken -> delivered(reader, taken));
    }

    private void delivered(int reader, CollectedMetrics taken) {
      taken.delivered();
      laws.get(reader).hear(taken.metrics());
    }

    /** Every other point arrives. */
    private void deliverSome(int reader, CollectedMetrics taken, int first) {
      List<MetricSnapshot> arrived = new ArrayList<>();
      int i = first;
      for (MetricSnapshot metric : taken.metrics()) {
        List<Point> points = new ArrayList<>();
        for (Point point : metric.data().points()) {
          if (i++ % 2 == 0) {
            points.add(point);
          }
        }
        if (!points.isEmpty()) {
          arrived.add(metric.withPoints(points));
        }
      }
      taken.deliveredOnly(arrived);
      laws.get(reader).hear(arrived);
    }

    private void with(int reader, Consumer<CollectedMetrics> outcome) {
      settle(reader, CollectedMetrics::failed);
      MetricReader its = metrics.readers().get(reader);
      outcome.accept(its.take());
    }

    private void settle(int reader, Consumer<CollectedMetrics> outcome) {
      CollectedMetrics taken = underWay[reader];
      underWay[reader] = null;
      if (taken != null) {
        outcome.accept(taken);
      }
    }
  }
}
