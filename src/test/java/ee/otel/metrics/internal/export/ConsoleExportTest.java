package ee.otel.metrics.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.Aggregation;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.export.delivery.Export;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class ConsoleExportTest {
  @Test
  void console_showsEachPointOnce() {
    Health health = new Health(System::nanoTime);
    AtomicLong seconds = new AtomicLong();
    OtelMetrics metrics =
        OtelMetrics.builder()
            .reader(ReaderOptions.of(Temporality.DELTA))
            .clock(() -> seconds.incrementAndGet() * 1_000_000_000L)
            .exemplarFilter(ExemplarFilter.alwaysOn())
            .view(
                View.of(InstrumentSelector.named("weight"))
                    .aggregation(Aggregation.base2ExponentialBucketHistogram())
                    .build())
            .health(health)
            .build();
    Meter meter = metrics.meterProvider().get("shop");
    ConsoleExport export = new ConsoleExport(health::info);
    try (RecordedLog log = new RecordedLog()) {
      assertEquals(
          ExportResult.SUCCESS,
          export.export(metrics.readers().get(0).take(), Export.Occasion.RUNNING, 0));
      assertEquals(0, log.all().size(), "nothing was measured");

      meter
          .counterBuilder("orders")
          .setUnit("{order}")
          .build()
          .add(3, Attributes.of(AttributeKey.stringKey("by"), "card"));
      meter.gaugeBuilder("level").build().set(0.5);
      meter.histogramBuilder("size").ofLongs().build().record(4);
      meter.histogramBuilder("weight").build().record(4);
      export.export(metrics.readers().get(0).take(), Export.Occasion.RUNNING, 0);
      export.export(metrics.readers().get(0).take(), Export.Occasion.RUNNING, 0);

      String text = log.at(Level.INFO).get(0);
      assertTrue(text.startsWith("Metrics:\n"), text);
      assertTrue(text.contains("\n  shop orders{by=\"card\"} = 3 {order}"), text);
      assertTrue(text.contains("\n  shop level{} = 0.5"), text);
      assertTrue(
          text.contains("\n  shop size{} = count 1, sum 4.0, min 4.0, max 4.0, buckets [0, 1, 0"),
          text);
      assertTrue(
          text.contains(" = 3 {order} (monotonic sum, delta, 1970-01-01T00:00:02Z to "), text);
      assertTrue(text.contains(" = 0.5 (gauge, "), text);
      assertTrue(text.contains("histogram, delta, "), text);
      assertTrue(text.contains("exemplar 3 at 1970-01-01T00:00:0"), text);
      assertTrue(text.contains("exponential histogram, delta, "), text);
      assertTrue(text.contains(", scale 20, zeros 0, positive "), text);
      assertTrue(
          log.at(Level.INFO).stream().skip(1).noneMatch(t -> t.contains("orders")),
          "deltas are shown once");
    }
  }
}
