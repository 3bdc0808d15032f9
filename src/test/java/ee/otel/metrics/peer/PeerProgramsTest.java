package ee.otel.metrics.peer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random programs give the same points as opentelemetry-java's SDK. */
class PeerProgramsTest {
  private static final List<String> METERS = List.of("m", "n");
  // Not in several cases, and with one description: there the peer leaves the specification.
  private static final List<String> NAMES = List.of("a", "b", "c.d", "1", "");
  private static final List<String> UNITS = List.of("", "s", "ms");
  private static final List<String> DESCRIPTIONS = List.of("d");
  private static final List<Attributes> ATTRIBUTES =
      List.of(
          Attributes.empty(),
          Attributes.of(AttributeKey.stringKey("k"), "v"),
          Attributes.of(AttributeKey.stringKey("k"), "w"),
          Attributes.of(AttributeKey.longKey("k"), 1L),
          Attributes.of(AttributeKey.stringArrayKey("k"), List.of("v", "w")));
  private static final List<Double> VALUES =
      List.of(0.0, 0.3, 1.7, 12.5, 333.3, 98765.4, -1.0, Double.NaN);

  private enum What {
    COLLECT,
    COUNTER,
    DOUBLE_COUNTER,
    UP_DOWN_COUNTER,
    DOUBLE_UP_DOWN_COUNTER,
    HISTOGRAM,
    LONG_HISTOGRAM,
    ADVISED_HISTOGRAM,
    GAUGE,
    LONG_GAUGE,
    OBSERVABLE_COUNTER,
    OBSERVABLE_UP_DOWN_COUNTER,
    OBSERVABLE_GAUGE
  }

  /** One step of a program. */
  record Step(
      What what,
      String meter,
      String name,
      String unit,
      String description,
      Attributes attributes,
      double value) {}

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void programs_giveTheSamePoints(
      @ForAll("programs") List<Step> program,
      @ForAll("temporalities") AggregationTemporalitySelector temporality,
      @ForAll boolean exponential) {
    new BothLibraries(temporality)
        .exponential(exponential)
        .assertSame((meters, collect) -> run(program, meters, collect));
  }

  private static void run(List<Step> program, MeterProvider meters, Runnable collect) {
    AtomicInteger round = new AtomicInteger(1);
    for (Step step : program) {
      if (step.what == What.COLLECT) {
        collect.run();
        round.incrementAndGet();
      } else {
        run(step, meters.get(step.meter), round);
      }
    }
    collect.run();
  }

  private static void run(Step step, Meter meter, AtomicInteger round) {
    Attributes attributes = step.attributes;
    double value = step.value;
    long whole = (long) value;
    var counter = meter.counterBuilder(step.name).setUnit(step.unit);
    var upDown = meter.upDownCounterBuilder(step.name).setDescription(step.description);
    var histogram =
        meter.histogramBuilder(step.name).setUnit(step.unit).setDescription(step.description);
    var gauge = meter.gaugeBuilder(step.name).setUnit(step.unit);
    switch (step.what) {
      case COLLECT -> throw new IllegalArgumentException();
      case COUNTER -> counter.build().add(whole, attributes);
      case DOUBLE_COUNTER -> counter.ofDoubles().build().add(value, attributes);
      case UP_DOWN_COUNTER -> upDown.build().add(whole, attributes);
      case DOUBLE_UP_DOWN_COUNTER -> upDown.ofDoubles().build().add(value, attributes);
      case HISTOGRAM -> histogram.build().record(value, attributes);
      case LONG_HISTOGRAM -> histogram.ofLongs().build().record(whole, attributes);
      case ADVISED_HISTOGRAM ->
          meter
              .histogramBuilder(step.name + "advised")
              .setExplicitBucketBoundariesAdvice(List.of(0.3, 12.5))
              .build()
              .record(value, attributes);
      case GAUGE -> gauge.build().set(value, attributes);
      case LONG_GAUGE -> gauge.ofLongs().build().set(whole, attributes);
      case OBSERVABLE_COUNTER ->
          counter.buildWithCallback(m -> m.record(Math.abs(whole) * round.get(), attributes));
      case OBSERVABLE_UP_DOWN_COUNTER ->
          upDown.ofDoubles().buildWithCallback(m -> m.record(value - round.get(), attributes));
      case OBSERVABLE_GAUGE ->
          gauge.buildWithCallback(m -> m.record(value * round.get(), attributes));
    }
  }

  @Provide
  Arbitrary<List<Step>> programs() {
    Arbitrary<What> what =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(1, Arbitraries.just(What.COLLECT)),
            net.jqwik.api.Tuple.of(7, Arbitraries.of(What.class)));
    return Combinators.combine(
            what,
            Arbitraries.of(METERS),
            Arbitraries.of(NAMES),
            Arbitraries.of(UNITS),
            Arbitraries.of(DESCRIPTIONS),
            Arbitraries.of(ATTRIBUTES),
            Arbitraries.of(VALUES))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<AggregationTemporalitySelector> temporalities() {
    return Arbitraries.of(
        AggregationTemporalitySelector.alwaysCumulative(),
        AggregationTemporalitySelector.deltaPreferred(),
        AggregationTemporalitySelector.lowMemory());
  }
}
