package ee.otel.metrics.internal.instrument;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricSnapshot;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleCounterBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleGauge;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleHistogramBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleUpDownCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounterBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongGauge;
import io.opentelemetry.api.incubator.metrics.ExtendedLongHistogram;
import io.opentelemetry.api.incubator.metrics.ExtendedLongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttributesAdviceTest {
  private static final Attributes BOTH =
      Attributes.of(stringKey("kept"), "a", stringKey("removed"), "b");
  private static final Attributes KEPT = Attributes.of(stringKey("kept"), "a");

  private static Attributes attributesOf(OtelMetrics metrics, int metric) {
    MetricSnapshot snapshot = metrics.readers().get(0).peek().get(metric);
    return snapshot.data().points().get(0).attributes().attributes();
  }

  private static OtelMetrics recorded(OtelMetrics metrics) {
    Meter meter = metrics.meterProvider().get("test");
    ExtendedLongCounterBuilder longs = (ExtendedLongCounterBuilder) meter.counterBuilder("longs");
    ((ExtendedLongCounterBuilder) longs.setUnit("1"))
        .setAttributesAdvice(List.of(stringKey("kept")))
        .build()
        .add(1, BOTH);
    ((ExtendedDoubleCounterBuilder) meter.counterBuilder("doubles").ofDoubles())
        .setAttributesAdvice(List.of(stringKey("kept")))
        .build()
        .add(1, BOTH);
    ((ExtendedDoubleHistogramBuilder) meter.histogramBuilder("histogram"))
        .setAttributesAdvice(List.of(stringKey("kept")))
        .ofLongs()
        .build()
        .record(1, BOTH);
    return metrics;
  }

  @Test
  void advisedKeys_areKeptAndOthersRemoved() {
    OtelMetrics metrics = recorded(OtelMetrics.builder().build());
    for (int metric = 0; metric < 3; metric++) {
      assertEquals(KEPT, attributesOf(metrics, metric));
    }
  }

  @Test
  void advisedKeys_applyUnderAViewThatNamesNone() {
    View view = View.of(InstrumentSelector.named("longs")).aggregation(Aggregation.sum()).build();
    assertEquals(KEPT, attributesOf(recorded(OtelMetrics.builder().view(view).build()), 0));
  }

  @Test
  void advisedKeys_yieldToAViewsOwn() {
    View view =
        View.of(InstrumentSelector.named("longs")).includedAttributeKeys(Set.of("removed")).build();
    assertEquals(
        Attributes.of(stringKey("removed"), "b"),
        attributesOf(recorded(OtelMetrics.builder().view(view).build()), 0));
  }

  @Test
  void everyInstrument_isBoundByTheIncubatorsInterfaces() {
    OtelMetrics metrics = OtelMetrics.builder().build();
    Meter meter = metrics.meterProvider().get("test");
    Context root = Context.root();
    var longCounter = ((ExtendedLongCounter) meter.counterBuilder("a").build()).bind(KEPT);
    longCounter.add(1);
    longCounter.add(2, root);
    var doubleCounter =
        ((ExtendedDoubleCounter) meter.counterBuilder("b").ofDoubles().build()).bind(KEPT);
    doubleCounter.add(1);
    doubleCounter.add(2, root);
    var longUpDown =
        ((ExtendedLongUpDownCounter) meter.upDownCounterBuilder("c").build()).bind(KEPT);
    longUpDown.add(1);
    longUpDown.add(2, root);
    var doubleUpDown =
        ((ExtendedDoubleUpDownCounter) meter.upDownCounterBuilder("d").ofDoubles().build())
            .bind(KEPT);
    doubleUpDown.add(1);
    doubleUpDown.add(2, root);
    var longHistogram =
        ((ExtendedLongHistogram) meter.histogramBuilder("e").ofLongs().build()).bind(KEPT);
    longHistogram.record(1);
    longHistogram.record(2, root);
    var doubleHistogram =
        ((ExtendedDoubleHistogram) meter.histogramBuilder("f").build()).bind(KEPT);
    doubleHistogram.record(1);
    doubleHistogram.record(2, root);
    var longGauge = ((ExtendedLongGauge) meter.gaugeBuilder("g").ofLongs().build()).bind(KEPT);
    longGauge.set(1);
    longGauge.set(3, root);
    var doubleGauge = ((ExtendedDoubleGauge) meter.gaugeBuilder("h").build()).bind(KEPT);
    doubleGauge.set(1);
    doubleGauge.set(3, root);

    Collected collected = Collected.peek(metrics);
    assertEquals(List.of("a", "b", "c", "d", "e", "f", "g", "h"), collected.names());
    for (int metric = 0; metric < 8; metric++) {
      assertEquals(KEPT, attributesOf(metrics, metric));
    }
    for (String name : List.of("a", "c", "g")) {
      assertEquals(3, collected.value(name, KEPT));
    }
    assertEquals(2, ((HistogramPoint) collected.point("e", KEPT)).count());
    assertEquals(2, ((HistogramPoint) collected.point("f", KEPT)).count());
  }
}
