package ee.otel.metrics.internal.collect;

import static ee.otel.metrics.Collected.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.TestClock;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.MetricReader;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeveralReadersTest {
  private final TestClock clock = new TestClock(100);
  private final OtelMetrics metrics =
      OtelMetrics.builder()
          .clock(clock)
          .reader(ReaderOptions.of(Temporality.CUMULATIVE))
          .reader(ReaderOptions.of(Temporality.DELTA))
          .reader(ReaderOptions.of(Temporality.DELTA))
          .build();
  private final Meter meter = metrics.meterProvider().get("m");
  private final MetricReader cumulative = metrics.readers().get(0);
  private final MetricReader delta = metrics.readers().get(1);
  private final MetricReader seldom = metrics.readers().get(2);

  @Test
  void eachReader_hasItsOwnBaseline() {
    LongCounter counter = meter.counterBuilder("c").build();
    DoubleHistogram histogram = meter.histogramBuilder("h").build();
    counter.add(1);
    histogram.record(1);
    clock.set(200);
    assertEquals(1, Collected.take(delta).value("c"));
    counter.add(2);
    histogram.record(2);
    clock.set(300);
    assertEquals(3, Collected.take(cumulative).value("c"));
    assertEquals(2, Collected.take(delta).value("c"));
    assertEquals(List.of(), Collected.take(delta).names());
    counter.add(4);
    clock.set(400);

    Collected all = Collected.take(cumulative);
    assertEquals(7, all.value("c"));
    assertEquals(2, all.histogram("h").count());
    assertEquals(100, all.point("c").startNanos());
    Collected last = Collected.take(delta);
    assertEquals(4, last.value("c"));
    assertEquals(300, last.point("c").startNanos());
    Collected late = Collected.take(seldom);
    assertEquals(7, late.value("c"));
    assertEquals(3, late.histogram("h").sum());
    assertEquals(100, late.point("c").startNanos());
    assertEquals(List.of(), Collected.take(seldom).names());
    assertEquals(7, Collected.take(cumulative).value("c"));
  }

  @Test
  void failure_concernsOneReaderOnly() {
    LongCounter counter = meter.counterBuilder("c").build();
    counter.add(1);
    delta.take().failed();
    assertEquals(1, Collected.take(seldom).value("c"));
    counter.add(2);
    assertEquals(2, Collected.take(seldom).value("c"));
    assertEquals(3, Collected.take(delta).value("c"));
    cumulative.take().failed();
    assertEquals(3, Collected.take(cumulative).value("c"));
  }

  @Test
  void gauge_isLastForEachReader() {
    LongGauge gauge = meter.gaugeBuilder("g").ofLongs().build();
    gauge.set(1);
    assertEquals(1, Collected.take(delta).value("g"));
    assertEquals(1, Collected.take(cumulative).value("g"));
    gauge.set(2);
    assertEquals(2, Collected.take(cumulative).value("g"));
    assertEquals(2, Collected.take(cumulative).value("g"));
    assertEquals(2, Collected.take(seldom).value("g"));
    assertEquals(2, Collected.take(delta).value("g"));
    assertEquals(List.of(), Collected.take(delta).names());
  }

  @Test
  void observable_isDifferencedForEachReader() {
    AtomicLong total = new AtomicLong(10);
    meter.counterBuilder("o").buildWithCallback(m -> m.record(total.get()));
    assertEquals(10, Collected.take(delta).value("o"));
    total.set(15);
    assertEquals(15, Collected.take(cumulative).value("o"));
    assertEquals(5, Collected.take(delta).value("o"));
    assertEquals(15, Collected.take(seldom).value("o"));
    total.set(16);
    assertEquals(1, Collected.take(seldom).value("o"));
    assertEquals(16, Collected.take(cumulative).value("o"));
  }

  @ParameterizedTest
  @EnumSource(Temporality.class)
  void peek_disturbsNobody(Temporality temporality) {
    for (int readers = 1; readers <= 2; readers++) {
      OtelMetrics.Builder builder =
          OtelMetrics.builder()
              .exemplarFilter(ExemplarFilter.alwaysOn())
              .reader(ReaderOptions.of(temporality));
      for (int i = 1; i < readers; i++) {
        builder.reader(ReaderOptions.of(Temporality.CUMULATIVE));
      }
      OtelMetrics sdk = builder.build();
      Meter its = sdk.meterProvider().get("m");
      AtomicLong calls = new AtomicLong();
      its.counterBuilder("o").buildWithCallback(m -> m.record(10 * calls.incrementAndGet()));
      LongCounter counter = its.counterBuilder("c").build();
      counter.add(1);
      MetricReader reader = sdk.readers().get(0);
      for (int i = 1; i <= 3; i++) {
        sdk.readers().forEach(MetricReader::peek);
        assertEquals(1, new Collected(reader.peek()).value("c"));
        assertEquals(1, new Collected(reader.peek()).point("c").exemplars().size());
      }
      Collected taken = Collected.take(reader);
      assertEquals(1, taken.value("c"));
      assertEquals(1, taken.point("c").exemplars().size());
      assertEquals(10 * calls.get(), taken.value("o"));
      counter.add(2);
      reader.peek();
      Collected second = Collected.take(reader);
      assertEquals(temporality == Temporality.DELTA ? 2 : 3, second.value("c"));
      assertEquals(temporality == Temporality.DELTA ? 20 : 10 * calls.get(), second.value("o"));
    }
  }

  @Test
  void peekAfterAFailure_showsWhatWouldBeSent() {
    LongCounter counter = meter.counterBuilder("c").build();
    counter.add(1);
    delta.take().failed();
    counter.add(2);
    assertEquals(3, new Collected(delta.peek()).value("c"));
    assertEquals(3, new Collected(delta.peek()).value("c"));
    assertEquals(3, Collected.take(delta).value("c"));
  }

  @Test
  void temporality_isChosenByKind() {
    OtelMetrics sdk =
        OtelMetrics.builder()
            .reader(
                new ReaderOptions(
                    kind ->
                        kind == InstrumentKind.COUNTER || kind == InstrumentKind.HISTOGRAM
                            ? Temporality.DELTA
                            : Temporality.CUMULATIVE,
                    ReaderOptions.of(Temporality.DELTA).aggregation(),
                    ReaderOptions.of(Temporality.DELTA).cardinalityLimit()))
            .build();
    Meter its = sdk.meterProvider().get("m");
    its.counterBuilder("c").build().add(1);
    its.upDownCounterBuilder("u").build().add(1);
    its.counterBuilder("o").buildWithCallback(m -> m.record(3));
    Collected.take(sdk);
    Collected second = Collected.take(sdk);
    assertEquals(List.of("u", "o"), second.names());
    assertEquals(3, second.value("o"));
    assertEquals(
        Temporality.CUMULATIVE, ((MetricData.Sum) second.metric("o").data()).temporality());
  }

  @Test
  void deltaReaders_letIdleSeriesGoOnceAllHaveThem() {
    OtelMetrics sdk =
        OtelMetrics.builder()
            .reader(ReaderOptions.of(Temporality.DELTA))
            .reader(ReaderOptions.of(Temporality.DELTA))
            .build();
    LongCounter counter = sdk.meterProvider().get("m").counterBuilder("c").build();
    counter.add(1, set(1));
    MetricReader often = sdk.readers().get(0);
    for (int i = 0; i < 5; i++) {
      Collected.take(often);
    }
    assertEquals(1, sdk.metrics().liveSeries().get("c"));
    assertEquals(1, Collected.take(sdk.readers().get(1)).value("c", set(1)));
    Collected.take(often);
    assertEquals(0, sdk.metrics().liveSeries().get("c"));
    assertTrue(Collected.take(sdk.readers().get(1)).names().isEmpty());
  }
}
