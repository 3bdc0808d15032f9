package ee.otel.metrics.internal.meter;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.MetricSnapshot;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleCounterBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleHistogramBuilder;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
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
}
