package ee.otel.metrics.internal.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.Bind;
import ee.otel.metrics.api.BoundLong;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Temporality;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BindTest {
  private static final Attributes CARD = Attributes.of(AttributeKey.stringKey("payment"), "card");
  private static final Attributes CASH = Attributes.of(AttributeKey.stringKey("payment"), "cash");

  private final AtomicLong clock = new AtomicLong(1_000);
  private final OtelMetrics metrics = sdk(Temporality.CUMULATIVE).build();
  private final Meter meter = metrics.meterProvider().get("shop");

  private OtelMetrics.Builder sdk(Temporality temporality) {
    return OtelMetrics.builder()
        .reader(ReaderOptions.of(temporality))
        .clock(clock::incrementAndGet);
  }

  @Test
  void everyInstrument_recordsUnderItsBoundAttributes() {
    Bind.bind(meter.counterBuilder("c").build(), CARD).record(2);
    Bind.bind(meter.counterBuilder("dc").ofDoubles().build(), CARD).record(2);
    Bind.bind(meter.upDownCounterBuilder("u").build(), CARD).record(-2);
    Bind.bind(meter.upDownCounterBuilder("du").ofDoubles().build(), CARD).record(-2);
    Bind.bind(meter.histogramBuilder("h").ofLongs().build(), CARD).record(2);
    Bind.bind(meter.histogramBuilder("dh").build(), CARD).record(2);
    Bind.bind(meter.gaugeBuilder("g").ofLongs().build(), CARD).record(2);
    Bind.bind(meter.gaugeBuilder("dg").build(), CARD).record(2);

    Collected collected = Collected.peek(metrics);
    for (String name : List.of("c", "dc", "u", "du", "h", "dh", "g", "dg")) {
      assertEquals(CARD, collected.point(name, CARD).attributes().attributes(), name);
    }
    assertEquals(2, collected.value("c", CARD));
    assertEquals(-2, ((NumberPoint) collected.point("du", CARD)).toDouble());
    assertEquals(2, ((HistogramPoint) collected.point("dh", CARD)).sum());
  }

  @Test
  void boundAndUnbound_shareTheSeries() {
    LongCounter counter = meter.counterBuilder("c").build();
    BoundLong bound = Bind.bind(counter, CARD);
    counter.add(1, CARD);
    bound.record(2);
    bound.record(3, Context.root());
    assertEquals(6, Collected.peek(metrics).value("c", CARD));
  }

  @Test
  void boundInstrument_refusesWhatTheInstrumentRefuses() {
    Bind.bind(meter.counterBuilder("c").build(), CARD).record(-1);
    Bind.bind(meter.histogramBuilder("h").build(), CARD).record(Double.POSITIVE_INFINITY);
    assertEquals(List.of(), Collected.peek(metrics).names());
    assertEquals(1, metrics.losses().count(Loss.NEGATIVE));
    assertEquals(1, metrics.losses().count(Loss.INFINITE));
  }

  @Test
  void idleSeries_staysForItsBoundInstrument() {
    OtelMetrics delta = sdk(Temporality.DELTA).build();
    BoundLong bound =
        Bind.bind(delta.meterProvider().get("shop").counterBuilder("c").build(), CARD);
    bound.record(1);
    assertEquals(1, Collected.take(delta).value("c", CARD));
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(), Collected.take(delta).names());
    }
    assertEquals(1, delta.metrics().liveSeries().get("c"));
    bound.record(2);
    assertEquals(2, Collected.take(delta).value("c", CARD));
  }

  @Test
  void seriesWhoseBoundInstrumentIsGone_isRetired() {
    OtelMetrics delta = sdk(Temporality.DELTA).build();
    LongCounter counter = delta.meterProvider().get("shop").counterBuilder("c").build();
    Bind.bind(counter, CARD).record(1);
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (delta.metrics().liveSeries().get("c") > 0 && System.nanoTime() < deadline) {
      System.gc();
      Collected.take(delta);
    }
    assertEquals(0, delta.metrics().liveSeries().get("c"));
  }

  @Test
  void boundInstrumentPastTheLimit_staysInTheOverflow() {
    OtelMetrics delta =
        sdk(Temporality.DELTA)
            .view(View.of(InstrumentSelector.named("c")).cardinalityLimit(1).build())
            .build();
    LongCounter counter = delta.meterProvider().get("shop").counterBuilder("c").build();
    counter.add(1, CASH);
    BoundLong bound = Bind.bind(counter, CARD);
    bound.record(1);
    assertEquals(2, Collected.take(delta).points("c").size());
    Collected.take(delta);
    bound.record(5);
    assertEquals(5, Collected.take(delta).value("c", Collected.OVERFLOW));
  }

  @Test
  void end_exportsTheLastPointAndBeginsANewSeriesAfterwards() {
    LongCounter counter = meter.counterBuilder("c").build();
    BoundLong bound = Bind.bind(counter, CARD);
    bound.record(3);
    bound.end();
    Point last = Collected.take(metrics).point("c", CARD);
    assertEquals(List.of(), Collected.take(metrics).names());

    bound.record(4);
    Collected again = Collected.take(metrics);
    assertEquals(4, again.value("c", CARD));
    assertNotEquals(last.startNanos(), again.point("c", CARD).startNanos());
  }

  @Test
  void endOfAGauge_exportsItsLastValueAndBeginsANewSeriesAfterwards() {
    for (Temporality temporality : Temporality.values()) {
      OtelMetrics sdk = sdk(temporality).build();
      LongGauge gauge = sdk.meterProvider().get("shop").gaugeBuilder("g").ofLongs().build();
      BoundLong bound = Bind.bind(gauge, CARD);
      bound.record(3);
      bound.end();
      assertEquals(3, Collected.take(sdk).value("g", CARD));
      assertEquals(List.of(), Collected.take(sdk).names());
      bound.record(4);
      gauge.set(5, CASH);
      assertEquals(4, Collected.peek(sdk).value("g", CARD));
      assertEquals(5, Collected.peek(sdk).value("g", CASH));
    }
  }

  @Test
  void foreignInstrument_isCalledWithTheAttributes() {
    LongCounter noop = MeterProvider.noop().get("other").counterBuilder("c").build();
    BoundLong bound = Bind.bind(noop, CARD);
    bound.record(1);
    bound.end();
    assertEquals(List.of(), Collected.peek(metrics).names());
  }
}
