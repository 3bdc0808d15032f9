package ee.otel.metrics.internal.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedValuesTest {
  private static final List<Double> DEFAULTS =
      Aggregation.ExplicitBucketHistogram.DEFAULT_BOUNDARIES;

  private final RecordedLog log = new RecordedLog();
  private final OtelMetrics metrics =
      OtelMetrics.builder()
          .view(
              View.of(InstrumentSelector.named("exponential"))
                  .aggregation(Aggregation.base2ExponentialBucketHistogram())
                  .build())
          .view(
              View.of(InstrumentSelector.named("viewed"))
                  .aggregation(Aggregation.explicitBucketHistogram(List.of(7d)))
                  .build())
          .build();
  private final Meter meter = metrics.meterProvider().get("m");

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void negativeValues_areDroppedByCountersAndHistogramsWithOneWarningEach() {
    for (int i = 0; i < 3; i++) {
      meter.counterBuilder("c").build().add(-5);
      meter.counterBuilder("d").ofDoubles().build().add(-0.5);
      meter.histogramBuilder("h").build().record(-1);
      meter.histogramBuilder("l").ofLongs().build().record(-1);
    }
    assertEquals(List.of(), Collected.peek(metrics).names());
    assertEquals(12, metrics.losses().count(Loss.NEGATIVE));
    assertEquals(4, log.warnings().size());
    assertTrue(
        log.warnings().get(0).contains("value < 0: -5 is dropped by COUNTER c; use an up-down"),
        log.warnings().get(0));
  }

  @Test
  void negativeValues_areTakenByTheOthers() {
    meter.upDownCounterBuilder("u").build().add(-5);
    meter.gaugeBuilder("g").ofLongs().build().set(-5);
    meter.counterBuilder("o").buildWithCallback(m -> m.record(-5));
    for (String name : List.of("u", "g", "o")) {
      assertEquals(-5, Collected.peek(metrics).value(name));
    }
  }

  @Test
  void zero_makesAPoint() {
    meter.counterBuilder("c").build().add(0);
    meter.counterBuilder("d").ofDoubles().build().add(0);
    assertEquals(0, Collected.peek(metrics).value("c"));
    assertEquals(0.0, Collected.peek(metrics).doubleValue("d"));
  }

  @Test
  void nan_isDroppedByAll() {
    meter.counterBuilder("c").ofDoubles().build().add(Double.NaN);
    meter.upDownCounterBuilder("u").ofDoubles().build().add(Double.NaN);
    meter.histogramBuilder("h").build().record(Double.NaN);
    meter.gaugeBuilder("g").build().set(Double.NaN);
    assertEquals(List.of(), Collected.peek(metrics).names());
    assertEquals(4, metrics.losses().count(Loss.NOT_A_NUMBER));
    assertEquals(4, log.warnings().size());
    assertTrue(log.warnings().get(0).contains("value is not finite: NaN is dropped by COUNTER c"));
  }

  @Test
  void observedNan_isDroppedQuietlyAndIsNoLoss() {
    meter.gaugeBuilder("g").buildWithCallback(m -> m.record(Double.NaN));
    meter.counterBuilder("c").ofDoubles().buildWithCallback(m -> m.record(Double.NaN));
    assertEquals(List.of(), Collected.peek(metrics).names());
    assertEquals(0, metrics.losses().count(Loss.NOT_A_NUMBER));
    assertEquals(List.of(), log.warnings());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void infinity_isDroppedByAllButGauges(double infinity) {
    meter.counterBuilder("c").ofDoubles().build().add(1);
    for (int i = 0; i < 2; i++) {
      meter.counterBuilder("c").ofDoubles().build().add(infinity);
      meter.upDownCounterBuilder("u").ofDoubles().build().add(infinity);
      meter.histogramBuilder("h").build().record(infinity);
      meter.histogramBuilder("exponential").build().record(infinity);
    }
    meter.counterBuilder("o").ofDoubles().buildWithCallback(m -> m.record(infinity));
    meter.gaugeBuilder("g").build().set(infinity);
    Collected collected = Collected.peek(metrics);
    assertEquals(List.of("c", "g"), collected.names());
    assertEquals(1.0, collected.doubleValue("c"));
    assertEquals(infinity, collected.doubleValue("g"));
    assertEquals(9, metrics.losses().count(Loss.INFINITE));
    assertEquals(5, log.warnings().size());
  }

  @Test
  void longSum_saturates() {
    LongCounter counter = meter.counterBuilder("c").build();
    counter.add(Long.MAX_VALUE);
    counter.add(Long.MAX_VALUE);
    counter.add(1);
    meter
        .counterBuilder("o")
        .buildWithCallback(
            m -> {
              m.record(Long.MAX_VALUE);
              m.record(2);
            });
    assertEquals(Long.MAX_VALUE, Collected.peek(metrics).value("c"));
    assertEquals(Long.MAX_VALUE, Collected.peek(metrics).value("o"));
  }

  @Test
  void longSumOfSeveralDeltas_saturates() {
    OtelMetrics delta = OtelMetrics.builder().reader(ReaderOptions.of(Temporality.DELTA)).build();
    LongCounter counter = delta.meterProvider().get("m").counterBuilder("c").build();
    counter.add(Long.MAX_VALUE);
    Collected.fail(delta);
    counter.add(5);
    assertEquals(Long.MAX_VALUE, Collected.take(delta).value("c"));
  }

  @Test
  void doubleSum_neverBecomesInfinite() {
    for (int i = 0; i < 3; i++) {
      meter.counterBuilder("c").ofDoubles().build().add(Double.MAX_VALUE);
      meter.histogramBuilder("h").build().record(Double.MAX_VALUE);
    }
    assertEquals(Double.MAX_VALUE, Collected.peek(metrics).doubleValue("c"));
    assertEquals(Double.MAX_VALUE, Collected.peek(metrics).histogram("h").sum());
    assertEquals(3, Collected.peek(metrics).histogram("h").count());
  }

  @Test
  void bucket_includesItsUpperBound() {
    DoubleHistogram histogram = meter.histogramBuilder("h").build();
    for (double value : new double[] {0, -0.0, 5, 5.000001, 10000, 10000.1}) {
      histogram.record(value);
    }
    HistogramPoint point = Collected.peek(metrics).histogram("h");
    assertArrayEquals(new long[] {2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1}, point.counts());
    assertEquals(6, point.count());
  }

  private double[] boundaries(String name) {
    return Collected.peek(metrics).histogram(name).boundaries();
  }

  private static double[] array(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void advice_winsOverTheDefaultsAndLosesAgainstAView() {
    for (String name : List.of("h", "viewed")) {
      meter
          .histogramBuilder(name)
          .setExplicitBucketBoundariesAdvice(List.of(1d, 2d))
          .build()
          .record(1);
    }
    meter.histogramBuilder("plain").build().record(1);
    assertArrayEquals(new double[] {1, 2}, boundaries("h"));
    assertArrayEquals(new double[] {7}, boundaries("viewed"));
    assertArrayEquals(array(DEFAULTS), boundaries("plain"));
  }

  @Test
  void emptyAdvice_isOneBucket() {
    meter.histogramBuilder("h").setExplicitBucketBoundariesAdvice(List.of()).build().record(9);
    meter
        .histogramBuilder("l")
        .ofLongs()
        .setExplicitBucketBoundariesAdvice(List.of())
        .build()
        .record(9);
    for (String name : List.of("h", "l")) {
      assertArrayEquals(new double[0], boundaries(name));
      assertArrayEquals(new long[] {1}, Collected.peek(metrics).histogram(name).counts());
    }
  }

  @Test
  void badAdvice_isAWarningAndTheDefaults() {
    List<List<Double>> bad =
        List.of(
            List.of(1d, Double.NaN),
            List.of(1d, Double.POSITIVE_INFINITY),
            List.of(2d, 1d),
            List.of(1d, 1d),
            Arrays.asList(1d, null));
    for (int i = 0; i < bad.size(); i++) {
      for (int twice = 0; twice < 2; twice++) {
        meter
            .histogramBuilder("h" + i)
            .setExplicitBucketBoundariesAdvice(bad.get(i))
            .build()
            .record(1);
      }
      assertArrayEquals(array(DEFAULTS), boundaries("h" + i));
    }
    assertEquals(bad.size(), log.warnings().size());
    assertEquals(
        "Bucket boundaries advised for histogram h2 do not increase: 2.0, 1.0. The default"
            + " boundaries are used; give finite numbers that increase.",
        log.warnings().get(2));
  }

  @Test
  void changedListOfBoundaries_changesNothing() {
    List<Double> list = Arrays.asList(1d, 2d);
    DoubleHistogram histogram =
        meter.histogramBuilder("h").setExplicitBucketBoundariesAdvice(list).build();
    list.set(0, 99d);
    histogram.record(1);
    assertArrayEquals(new double[] {1, 2}, boundaries("h"));
    assertFalse(log.warnings().size() > 0);
  }
}
