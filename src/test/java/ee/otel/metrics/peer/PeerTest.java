package ee.otel.metrics.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.TestSpan;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.View;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.Base2ExponentialHistogramOptions;
import io.opentelemetry.sdk.metrics.ExplicitBucketHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same workload gives the same points as opentelemetry-java's SDK, but where ours are better.
 */
class PeerTest {
  private static final AttributeKey<String> COLOUR = AttributeKey.stringKey("colour");
  private static final AttributeKey<Long> SIZE = AttributeKey.longKey("size");
  private static final Attributes RED = Attributes.of(COLOUR, "red", SIZE, 1L);
  private static final Attributes RED_2 = Attributes.of(COLOUR, "red", SIZE, 2L);
  private static final Attributes BLUE = Attributes.of(COLOUR, "blue", SIZE, 3L);
  private static final Attributes GREEN = Attributes.of(COLOUR, "green");
  private static final Attributes EVERY_TYPE =
      Attributes.builder()
          .put("string", "s")
          .put("boolean", true)
          .put("long", 1)
          .put("double", 1.5)
          .put("strings", "a", "b")
          .put("booleans", true, false)
          .put("longs", 1L, 2L)
          .put("doubles", 1.5, 2.5)
          .put(
              AttributeKey.valueKey("value"),
              Value.of(KeyValue.of("k", Value.of("v")), KeyValue.of("n", Value.of(7))))
          .put("", "dropped")
          .build();

  static Stream<Arguments> setups() {
    return Stream.of(
            AggregationTemporalitySelector.alwaysCumulative(),
            AggregationTemporalitySelector.deltaPreferred(),
            AggregationTemporalitySelector.lowMemory())
        .flatMap(
            temporality ->
                Stream.of(Arguments.of(temporality, false), Arguments.of(temporality, true)));
  }

  private static BothLibraries both(
      AggregationTemporalitySelector temporality, boolean exponential) {
    return new BothLibraries(temporality).exponential(exponential);
  }

  @ParameterizedTest
  @MethodSource("setups")
  void allKinds_areEqual(AggregationTemporalitySelector temporality, boolean exponential) {
    both(temporality, exponential)
        .assertSame(
            (meters, collect) -> {
              Meter meter = meters.get("shop");
              AtomicInteger round = new AtomicInteger();
              observe(meter, round);
              collect.run();
              record(meter, RED, 1);
              collect.run();
              round.set(1);
              record(meter, BLUE, 2);
              record(meter, RED, 3);
              record(meter, EVERY_TYPE, 4);
              collect.run();
              collect.run();
              round.set(2);
              record(meter, Attributes.empty(), 0);
              collect.run();
              record(meter, RED, 1000);
              collect.run();
            });
  }

  private static void record(Meter meter, Attributes attributes, int seed) {
    meter.counterBuilder("c.l").setUnit("1").setDescription("d").build().add(seed, attributes);
    meter.counterBuilder("c.d").ofDoubles().build().add(seed + 0.25, attributes);
    meter.upDownCounterBuilder("u.l").setUnit("By").build().add(3 - seed, attributes);
    meter.upDownCounterBuilder("u.d").ofDoubles().build().add(1.5 - seed, attributes);
    DoubleHistogram histogram = meter.histogramBuilder("h.d").setUnit("ms").build();
    LongHistogram longs = meter.histogramBuilder("h.l").ofLongs().setDescription("x").build();
    for (double value : new double[] {0, 0.3, 7.7, 12.5, 333.3, 98765.4}) {
      histogram.record(value * seed, attributes);
      longs.record((long) (value * seed), attributes);
    }
    meter.gaugeBuilder("g.d").setUnit("C").build().set(0.5 - seed, attributes);
    meter.gaugeBuilder("g.l").ofLongs().build().set(seed, attributes);
    meter.gaugeBuilder("g.l").ofLongs().build().set(-seed, attributes);
  }

  private static void observe(Meter meter, AtomicInteger round) {
    meter
        .counterBuilder("oc.l")
        .setDescription("seen")
        .buildWithCallback(
            m -> {
              m.record(10L * (1 + round.get()));
              m.record(100L * (1 + round.get()), RED);
              m.record(5, RED);
            });
    meter.counterBuilder("oc.d").ofDoubles().buildWithCallback(m -> m.record(1.5, EVERY_TYPE));
    meter.upDownCounterBuilder("ou.l").buildWithCallback(m -> m.record(5 - 4L * round.get(), BLUE));
    meter
        .upDownCounterBuilder("ou.d")
        .ofDoubles()
        .buildWithCallback(m -> m.record(0.5 * round.get(), BLUE));
    meter
        .gaugeBuilder("og.l")
        .ofLongs()
        .buildWithCallback(
            m -> {
              m.record(1);
              m.record(2);
            });
    meter
        .gaugeBuilder("og.d")
        .buildWithCallback(
            m -> {
              if (round.get() != 1) {
                m.record(-0.5 * round.get(), RED);
              }
            });
    ObservableLongMeasurement first = meter.counterBuilder("b.c").buildObserver();
    ObservableDoubleMeasurement second = meter.gaugeBuilder("b.g").setUnit("u").buildObserver();
    meter.batchCallback(
        () -> {
          first.record(round.get(), RED);
          second.record(round.get(), BLUE);
        },
        first,
        second);
  }

  @ParameterizedTest
  @MethodSource("setups")
  void scopes_areEqual(AggregationTemporalitySelector temporality, boolean exponential) {
    both(temporality, exponential)
        .assertSame(
            (meters, collect) -> {
              meters.get("a").counterBuilder("n").build().add(1);
              meters.get("A").counterBuilder("n").build().add(2);
              meters
                  .meterBuilder("a")
                  .setInstrumentationVersion("1")
                  .build()
                  .counterBuilder("n")
                  .build()
                  .add(3);
              meters
                  .meterBuilder("a")
                  .setInstrumentationVersion("1")
                  .build()
                  .counterBuilder("n")
                  .build()
                  .add(4);
              meters
                  .meterBuilder("a")
                  .setSchemaUrl("https://exemplar.org/1")
                  .build()
                  .counterBuilder("n")
                  .build()
                  .add(5);
              meters.get("empty").counterBuilder("never.recorded").build();
              collect.run();
            });
  }

  @ParameterizedTest
  @MethodSource("setups")
  void duplicates_areEqual(AggregationTemporalitySelector temporality, boolean exponential) {
    both(temporality, exponential)
        .assertSame(
            (meters, collect) -> {
              // Names are spelled alike here: the peer exports each kind under its own spelling.
              Meter meter = meters.get("m");
              meter.counterBuilder("Name").build().add(1);
              meter.counterBuilder("Name").build().add(2);
              meter.counterBuilder("Name").setUnit("1").build().add(3);
              meter.counterBuilder("Name").ofDoubles().build().add(5);
              meter.upDownCounterBuilder("Name").build().add(6);
              meter.histogramBuilder("Name").build().record(7);
              meter.histogramBuilder("Name").ofLongs().build().record(8);
              meter.counterBuilder("observed").buildWithCallback(m -> m.record(1, RED));
              meter.counterBuilder("observed").buildWithCallback(m -> m.record(2, RED));
              meter.counterBuilder("observed").buildWithCallback(m -> m.record(4, BLUE));
              meter.counterBuilder("observed").build().add(8);
              collect.run();
              meter.counterBuilder("Name").build().add(9);
              collect.run();
            });
  }

  @ParameterizedTest
  @MethodSource("setups")
  void advice_isTakenTheSameWay(AggregationTemporalitySelector temporality, boolean exponential) {
    both(temporality, exponential)
        .assertSame(
            (meters, collect) -> {
              Meter meter = meters.get("m");
              List<List<Double>> all =
                  List.of(
                      List.of(1d, 2d, 3d),
                      List.of(),
                      List.of(0d),
                      List.of(-1d, 1d),
                      List.of(1d, 1d),
                      List.of(2d, 1d),
                      List.of(1d, Double.NaN),
                      List.of(Double.NEGATIVE_INFINITY, 1d),
                      List.of(1d, Double.POSITIVE_INFINITY));
              for (int i = 0; i < all.size(); i++) {
                DoubleHistogram histogram =
                    meter
                        .histogramBuilder("h" + i)
                        .setExplicitBucketBoundariesAdvice(all.get(i))
                        .build();
                for (double value : new double[] {0, 1, 1.1, 2, 3, 4.4}) {
                  histogram.record(value);
                }
              }
              LongHistogram longs =
                  meter
                      .histogramBuilder("l")
                      .ofLongs()
                      .setExplicitBucketBoundariesAdvice(List.of(3L, 5L))
                      .build();
              longs.record(3);
              longs.record(4);
              longs.record(6);
              meter
                  .histogramBuilder("before")
                  .setExplicitBucketBoundariesAdvice(List.of(1d, 2d))
                  .ofLongs()
                  .build()
                  .record(2);
              meter
                  .histogramBuilder("nulls")
                  .setExplicitBucketBoundariesAdvice(Arrays.asList(1d, null))
                  .build()
                  .record(2.2);
              collect.run();
            });
  }

  @ParameterizedTest
  @MethodSource("setups")
  void names_areAcceptedTheSameWay(
      AggregationTemporalitySelector temporality, boolean exponential) {
    both(temporality, exponential)
        .assertSame(
            (meters, collect) -> {
              Meter meter = meters.get("m");
              for (String name :
                  new String[] {
                    "a",
                    "Z9_.-/",
                    "1a",
                    "_a",
                    "",
                    " ",
                    "a b",
                    "ä",
                    "aä",
                    "a\n",
                    "a*",
                    "-",
                    "a\\b",
                    "a".repeat(255),
                    "a".repeat(256),
                    null
                  }) {
                meter.counterBuilder(name).build().add(1);
                meter.upDownCounterBuilder(name).ofDoubles().build().add(1);
                meter.histogramBuilder(name).build().record(3.3);
                meter.gaugeBuilder(name).build().set(1);
                meter.gaugeBuilder(name).ofLongs().buildWithCallback(m -> m.record(2));
                assertEquals(
                    name != null
                        && name.matches("[aZ].*")
                        && name.length() < 256
                        && !name.matches("(?s).*[ ä*\\\\\n].*"),
                    meter.counterBuilder(name).build().isEnabled(),
                    String.valueOf(name));
              }
              meter.counterBuilder("u").setUnit("ü  any unit at all").build().add(1);
              meter.counterBuilder("v").setUnit("u".repeat(100)).build().add(1);
              collect.run();
            });
  }

  @ParameterizedTest
  @MethodSource("setups")
  void oddValues_areEqual(AggregationTemporalitySelector temporality, boolean exponential) {
    both(temporality, exponential)
        .assertSame(
            (meters, collect) -> {
              Meter meter = meters.get("m");
              LongCounter counter = meter.counterBuilder("c").build();
              counter.add(-1);
              DoubleCounter doubles = meter.counterBuilder("d").ofDoubles().build();
              doubles.add(-0.5);
              doubles.add(Double.NaN);
              collect.run();
              counter.add(0);
              counter.add(Long.MAX_VALUE);
              doubles.add(0);
              doubles.add(-0.0);
              doubles.add(Double.MIN_VALUE);
              doubles.add(Double.MAX_VALUE);
              LongUpDownCounter carts = meter.upDownCounterBuilder("u").build();
              carts.add(Long.MAX_VALUE);
              carts.add(-5);
              meter.upDownCounterBuilder("u.d").ofDoubles().build().add(-Double.MAX_VALUE);
              meter.upDownCounterBuilder("u.d").ofDoubles().build().add(Double.NaN);
              DoubleHistogram histogram = meter.histogramBuilder("h").build();
              histogram.record(-1);
              histogram.record(Double.NaN);
              collect.run();
              histogram.record(0);
              histogram.record(1e300);
              histogram.record(3e-300);
              LongHistogram longs = meter.histogramBuilder("hl").ofLongs().build();
              longs.record(-1);
              longs.record(Long.MAX_VALUE - 12345);
              for (double value :
                  new double[] {
                    Double.MAX_VALUE,
                    -Double.MAX_VALUE,
                    -0.0,
                    Double.MIN_VALUE,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    Double.NaN
                  }) {
                meter.gaugeBuilder("g").build().set(value, Attributes.of(COLOUR, "" + value));
              }
              meter.gaugeBuilder("l").ofLongs().build().set(Long.MIN_VALUE);
              meter.gaugeBuilder("o").buildWithCallback(m -> m.record(Double.NaN));
              // A negative total of a counter: a delta of it would break the data model.
              if (temporality.getAggregationTemporality(InstrumentType.OBSERVABLE_COUNTER)
                  == AggregationTemporality.CUMULATIVE) {
                meter.counterBuilder("n").buildWithCallback(m -> m.record(-7));
              }
              meter.gaugeBuilder("i").buildWithCallback(m -> m.record(Double.POSITIVE_INFINITY));
              collect.run();
            });
  }

  @ParameterizedTest
  @MethodSource("setups")
  void exemplars_areEqual(AggregationTemporalitySelector temporality, boolean exponential) {
    for (String filter : List.of("trace_based", "always_on", "always_off")) {
      both(temporality, exponential)
          .exemplarFilter(filter)
          .view(
              InstrumentSelector.named("filtered"),
              View.of(InstrumentSelector.named("filtered")).includedAttributeKeys(Set.of("colour")),
              io.opentelemetry.sdk.metrics.InstrumentSelector.builder().setName("filtered").build(),
              io.opentelemetry.sdk.metrics.View.builder()
                  .setAttributeFilter(Set.of("colour"))
                  .build())
          .assertSame(PeerTest::exemplars);
    }
  }

  private static void exemplars(MeterProvider meters, Runnable collect) {
    Meter meter = meters.get("m");
    Context sampled = TestSpan.context(TraceFlags.getSampled());
    Context unsampled = TestSpan.context(TraceFlags.getDefault());
    meter.counterBuilder("c").build().add(1, RED, sampled);
    meter.counterBuilder("c").build().add(1, BLUE, unsampled);
    meter.counterBuilder("c").build().add(1, GREEN, Context.root());
    meter.counterBuilder("d").ofDoubles().build().add(1.5, RED, sampled);
    meter.upDownCounterBuilder("u").build().add(-3, RED, sampled);
    meter.upDownCounterBuilder("ud").ofDoubles().build().add(-3.5, RED, sampled);
    meter.gaugeBuilder("g").build().set(2.5, RED, sampled);
    meter.gaugeBuilder("gl").ofLongs().build().set(2, RED, sampled);
    meter.counterBuilder("filtered").build().add(7, RED, sampled);
    meter.histogramBuilder("one").build().record(3.3, RED, sampled);
    meter.histogramBuilder("one.long").ofLongs().build().record(3, RED, sampled);
    meter.counterBuilder("observed").buildWithCallback(m -> m.record(11, RED));
    meter.gaugeBuilder("observed.gauge").buildWithCallback(m -> m.record(1.5, RED));
    sampled.wrap(() -> meter.counterBuilder("current").build().add(5, RED)).run();
    collect.run();
    collect.run();
    meter.counterBuilder("c").build().add(4, RED, sampled);
    collect.run();
  }

  @ParameterizedTest
  @MethodSource("setups")
  void exemplarsOfBuckets_areEqual(
      AggregationTemporalitySelector temporality, boolean exponential) {
    if (exponential) {
      return; // its reservoir is a random sample
    }
    both(temporality, false)
        .assertSame(
            (meters, collect) -> {
              Context sampled = TestSpan.context(TraceFlags.getSampled());
              DoubleHistogram histogram = meters.get("m").histogramBuilder("h").build();
              for (double value : new double[] {0, 5, 5.1, 9, 77, 1e6, 2e6}) {
                histogram.record(value, RED, sampled);
              }
              collect.run();
              histogram.record(77.5, RED, sampled);
              collect.run();
            });
  }

  @ParameterizedTest
  @MethodSource("setups")
  void views_areEqual(AggregationTemporalitySelector temporality, boolean exponential) {
    BothLibraries both = both(temporality, exponential);
    both.view(
        InstrumentSelector.named("renamed"),
        View.of(InstrumentSelector.named("renamed"))
            .name("other.name")
            .description("other description")
            .aggregation(Aggregation.defaultAggregation()),
        selector("renamed"),
        io.opentelemetry.sdk.metrics.View.builder()
            .setName("other.name")
            .setDescription("other description")
            .build());
    both.view(
        InstrumentSelector.named("dropped*"),
        View.of(InstrumentSelector.named("dropped*")).aggregation(Aggregation.drop()),
        selector("dropped*"),
        io.opentelemetry.sdk.metrics.View.builder()
            .setAggregation(io.opentelemetry.sdk.metrics.Aggregation.drop())
            .build());
    both.view(
        InstrumentSelector.named("filter?d"),
        View.of(InstrumentSelector.named("filter?d"))
            .includedAttributeKeys(Set.of("colour"))
            .aggregation(Aggregation.defaultAggregation()),
        selector("filter?d"),
        io.opentelemetry.sdk.metrics.View.builder().setAttributeFilter(Set.of("colour")).build());
    both.view(
        InstrumentSelector.named("excluded"),
        View.of(InstrumentSelector.named("excluded")).excludedAttributeKeys(Set.of("colour")),
        selector("excluded"),
        io.opentelemetry.sdk.metrics.View.builder()
            .setAttributeFilter(key -> !key.equals("colour"))
            .build());
    both.view(
        InstrumentSelector.named("bounds"),
        View.of(InstrumentSelector.named("bounds"))
            .aggregation(new Aggregation.ExplicitBucketHistogram(List.of(1d, 10d), false)),
        selector("bounds"),
        io.opentelemetry.sdk.metrics.View.builder()
            .setAggregation(
                io.opentelemetry.sdk.metrics.Aggregation.explicitBucketHistogram(
                    ExplicitBucketHistogramOptions.builder()
                        .setBucketBoundaries(List.of(1d, 10d))
                        .setRecordMinMax(false)
                        .build()))
            .build());
    both.view(
        InstrumentSelector.named("exponential"),
        View.of(InstrumentSelector.named("exponential"))
            .aggregation(new Aggregation.Base2ExponentialBucketHistogram(10, 5, false)),
        selector("exponential"),
        io.opentelemetry.sdk.metrics.View.builder()
            .setAggregation(
                io.opentelemetry.sdk.metrics.Aggregation.base2ExponentialBucketHistogram(
                    Base2ExponentialHistogramOptions.builder()
                        .setMaxBuckets(10)
                        .setMaxScale(5)
                        .setRecordMinMax(false)
                        .build()))
            .build());
    for (String twice : List.of("first", "second")) {
      both.view(
          InstrumentSelector.named("twice"),
          View.of(InstrumentSelector.named("twice"))
              .name(twice)
              .aggregation(Aggregation.defaultAggregation()),
          selector("twice"),
          io.opentelemetry.sdk.metrics.View.builder().setName(twice).build());
    }
    both.view(
        InstrumentSelector.named("unfit"),
        View.of(InstrumentSelector.named("unfit")).aggregation(Aggregation.lastValue()),
        selector("unfit"),
        io.opentelemetry.sdk.metrics.View.builder()
            .setAggregation(io.opentelemetry.sdk.metrics.Aggregation.lastValue())
            .build());
    both.view(
        new InstrumentSelector(null, InstrumentKind.HISTOGRAM, "By", "special", null, null),
        View.of(new InstrumentSelector(null, InstrumentKind.HISTOGRAM, "By", "special", null, null))
            .aggregation(Aggregation.sum()),
        io.opentelemetry.sdk.metrics.InstrumentSelector.builder()
            .setType(io.opentelemetry.sdk.metrics.InstrumentType.HISTOGRAM)
            .setUnit("By")
            .setMeterName("special")
            .build(),
        io.opentelemetry.sdk.metrics.View.builder()
            .setAggregation(io.opentelemetry.sdk.metrics.Aggregation.sum())
            .build());
    both.assertSame(PeerTest::viewed);
  }

  private static void viewed(MeterProvider meters, Runnable collect) {
    for (String scope : List.of("m", "special")) {
      Meter meter = meters.get(scope);
      for (String name :
          List.of(
              "renamed", "dropped.a", "filtered", "excluded", "bounds", "twice", "unfit", "free")) {
        meter.counterBuilder(name).build().add(1, RED);
        meter.counterBuilder(name).build().add(1, RED_2);
        meter.counterBuilder(name).build().add(1, GREEN);
      }
      meter.histogramBuilder("exponential").build().record(0.3, RED);
      meter.histogramBuilder("exponential").build().record(777.7, RED);
      meter
          .histogramBuilder("bounds.advised")
          .setExplicitBucketBoundariesAdvice(List.of(2d))
          .build()
          .record(2);
      meter.histogramBuilder("sized").setUnit("By").build().record(12.5, RED);
      meter.histogramBuilder("sized").setUnit("1").build().record(12.5, RED);
      meter.gaugeBuilder("filtered.not").ofLongs().buildWithCallback(m -> m.record(1, RED));
      meter
          .counterBuilder("filtered")
          .buildWithCallback(
              m -> {
                m.record(1, RED);
                m.record(2, RED_2);
              });
      meter.counterBuilder("dropped.b").buildWithCallback(m -> m.record(1, RED));
    }
    collect.run();
    meters.get("m").counterBuilder("filtered").build().add(5, RED);
    collect.run();
  }

  private static io.opentelemetry.sdk.metrics.InstrumentSelector selector(String name) {
    return io.opentelemetry.sdk.metrics.InstrumentSelector.builder().setName(name).build();
  }

  @ParameterizedTest
  @MethodSource("setups")
  void callbacks_areEqual(AggregationTemporalitySelector temporality, boolean exponential) {
    both(temporality, exponential)
        .assertSame(
            (meters, collect) -> {
              Meter meter = meters.get("m");
              LongCounter others = meter.counterBuilder("others").build();
              AtomicReference<ObservableLongCounter> handle = new AtomicReference<>();
              AtomicInteger calls = new AtomicInteger();
              handle.set(
                  meter
                      .counterBuilder("closes.itself")
                      .buildWithCallback(
                          m -> {
                            calls.incrementAndGet();
                            m.record(1);
                            handle.get().close();
                          }));
              meter
                  .counterBuilder("throws")
                  .buildWithCallback(
                      m -> {
                        m.record(3);
                        others.add(1);
                        throw new IllegalStateException("on purpose");
                      });
              meter.counterBuilder("after").buildWithCallback(m -> m.record(4));
              ObservableLongMeasurement outside = meter.counterBuilder("outside").buildObserver();
              outside.record(1);
              collect.run();
              collect.run();
              assertEquals(1, calls.get());
            });
  }

  @ParameterizedTest
  @MethodSource("setups")
  void limit_isEqualWhenThePeerGetsOneMore(
      AggregationTemporalitySelector temporality, boolean exponential) {
    both(temporality, exponential)
        .limit(3)
        .assertSame(
            (meters, collect) -> {
              Meter meter = meters.get("m");
              LongCounter counter = meter.counterBuilder("c").build();
              DoubleHistogram histogram = meter.histogramBuilder("h").build();
              for (int i = 0; i < 5; i++) {
                counter.add(1, Attributes.of(SIZE, (long) i));
                histogram.record(1.3, Attributes.of(SIZE, (long) i));
              }
              meter
                  .gaugeBuilder("g")
                  .buildWithCallback(
                      m -> {
                        for (int i = 0; i < 5; i++) {
                          m.record(i, Attributes.of(SIZE, (long) i));
                        }
                      });
              collect.run();
              counter.add(1, Attributes.of(SIZE, 0L));
              collect.run();
            });
  }

  @ParameterizedTest
  @MethodSource("setups")
  void infinity_poisonsOnlyThePeer(
      AggregationTemporalitySelector temporality, boolean exponential) {
    BothLibraries.Workload workload =
        (meters, collect) -> {
          DoubleCounter counter = meters.get("m").counterBuilder("c").ofDoubles().build();
          counter.add(1);
          counter.add(Double.POSITIVE_INFINITY);
          collect.run();
        };
    assertTrue(both(temporality, exponential).theirs(workload).get(0).endsWith("Infinity"));
    assertTrue(both(temporality, exponential).ours(workload).get(0).endsWith("double 1.0"));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void longSum_wrapsOnlyInThePeer(AggregationTemporalitySelector temporality, boolean exponential) {
    BothLibraries.Workload workload =
        (meters, collect) -> {
          LongCounter counter = meters.get("m").counterBuilder("c").build();
          counter.add(Long.MAX_VALUE);
          counter.add(1);
          collect.run();
        };
    assertTrue(both(temporality, exponential).theirs(workload).get(0).contains("long -"));
    assertTrue(
        both(temporality, exponential).ours(workload).get(0).endsWith("long " + Long.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void limit_isOneLessInThePeer(AggregationTemporalitySelector temporality, boolean exponential) {
    BothLibraries.Workload workload =
        (meters, collect) -> {
          LongCounter counter = meters.get("m").counterBuilder("c").build();
          for (long i = 0; i < 3; i++) {
            counter.add(1, Attributes.of(SIZE, i));
          }
          collect.run();
        };
    assertTrue(
        both(temporality, exponential).limit(2).theirs(workload).get(0).contains("overflow"));
    assertNotEquals(
        true, both(temporality, exponential).limit(3).ours(workload).get(0).contains("overflow"));
  }
}
