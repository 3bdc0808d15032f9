package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtelMetricsTest {

  @Test
  void allInstruments_areCollected() {
    OtelMetrics metrics = OtelMetrics.builder().build();
    Meter meter = metrics.meterProvider().get("shop");
    LongCounter orders = meter.counterBuilder("orders").setUnit("{order}").build();
    Attributes card = Attributes.of(AttributeKey.stringKey("payment"), "card");
    orders.add(2, card);
    orders.add(3, card);
    meter.counterBuilder("revenue").ofDoubles().build().add(1.5);
    meter.upDownCounterBuilder("carts").build().add(-1);
    meter.histogramBuilder("duration").build().record(12.5);
    meter.gaugeBuilder("basket").build().set(9.5);
    meter.gaugeBuilder("stock").ofLongs().buildWithCallback(m -> m.record(7));

    List<MetricSnapshot> collected = metrics.readers().get(0).peek();

    assertEquals(
        List.of("orders", "revenue", "carts", "duration", "basket", "stock"),
        collected.stream().map(MetricSnapshot::name).toList());
    MetricData.Sum sum = (MetricData.Sum) collected.get(0).data();
    assertEquals(5, sum.points().get(0).bits());
    assertEquals(card, sum.points().get(0).attributes().attributes());
  }

  @Test
  void shutdown_endsRecording() {
    OtelMetrics metrics = OtelMetrics.builder().build();
    LongCounter orders = metrics.meterProvider().get("shop").counterBuilder("orders").build();
    orders.add(1);
    MetricData.Sum sum = (MetricData.Sum) metrics.readers().get(0).peek().get(0).data();
    assertEquals(1, sum.points().get(0).bits());

    metrics.shutdown();
    orders.add(1);

    assertFalse(orders.isEnabled());
    assertEquals(List.of(), metrics.readers().get(0).peek());
  }

  @Test
  void openTelemetry_hasTheseMetricsAndTheRestOfAnother() {
    OtelMetrics metrics = OtelMetrics.builder().build();
    TracerProvider tracers =
        new TracerProvider() {
          @Override
          public Tracer get(String name) {
            return TracerProvider.noop().get(name);
          }

          @Override
          public Tracer get(String name, String version) {
            return get(name);
          }
        };
    OpenTelemetry tracing =
        new OpenTelemetry() {
          @Override
          public TracerProvider getTracerProvider() {
            return tracers;
          }

          @Override
          public ContextPropagators getPropagators() {
            return ContextPropagators.noop();
          }
        };

    metrics.openTelemetry().getMeter("a").counterBuilder("c").build().add(1);
    OpenTelemetry both = metrics.openTelemetry(tracing);
    both.getMeter("a").counterBuilder("c").build().add(1);

    assertEquals(2, Collected.peek(metrics).value("c"));
    assertSame(tracers, both.getTracerProvider());
  }

  @Test
  void resource_isMergedOverTheDefaults() {
    Resource given =
        new Resource(
            Attributes.of(AttributeKey.stringKey("service.name"), "shop"), "https://schema/1");
    Resource resource = OtelMetrics.builder().resource(given).build().resource();

    Attributes attributes = resource.attributes();
    assertEquals("shop", attributes.get(AttributeKey.stringKey("service.name")));
    assertEquals("java", attributes.get(AttributeKey.stringKey("telemetry.sdk.language")));
    assertEquals("https://schema/1", resource.schemaUrl());
    assertEquals(
        "unknown_service:java",
        OtelMetrics.builder()
            .build()
            .resource()
            .attributes()
            .get(AttributeKey.stringKey("service.name")));
  }
}
