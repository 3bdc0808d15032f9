package ee.otel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.TemporalityPreference;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.config.ConfigReader;
import ee.otel.metrics.internal.config.ExportConfig.ExporterKind;
import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredReadersTest {

  /** Cumulative, delta, low memory. */
  @ParameterizedTest
  @CsvSource({
    "COUNTER, C, D, D",
    "OBSERVABLE_COUNTER, C, D, C",
    "HISTOGRAM, C, D, D",
    "UP_DOWN_COUNTER, C, C, C",
    "OBSERVABLE_UP_DOWN_COUNTER, C, C, C"
  })
  void temporality_isChosenByPreferenceAndKind(
      InstrumentKind kind, String cumulative, String delta, String lowMemory) {
    assertEquals(cumulative, letter(TemporalityPreference.CUMULATIVE, kind));
    assertEquals(delta, letter(TemporalityPreference.DELTA, kind));
    assertEquals(lowMemory, letter(TemporalityPreference.LOWMEMORY, kind));
  }

  private static String letter(TemporalityPreference preference, InstrumentKind kind) {
    return preference.temporalityOf(kind).name().substring(0, 1);
  }

  @Test
  void configuration_decidesOnTemporalityAggregationAndLimit() {
    Collected collected =
        collected(
            ExporterKind.OTLP,
            Map.of(
                "otel.exporter.otlp.metrics.temporality.preference", "delta",
                "otel.exporter.otlp.metrics.default.histogram.aggregation",
                    "base2_exponential_bucket_histogram",
                "otel.java.metrics.cardinality.limit", "3"));

    assertEquals(4, collected.points("orders").size());
    assertEquals(
        Temporality.DELTA, ((MetricData.Sum) collected.metric("orders").data()).temporality());
    assertEquals(1, collected.exponential("latency").count());
  }

  @Test
  void withoutConfiguration_thingsAreAsTheSpecificationSays() {
    Collected collected = collected(ExporterKind.OTLP, Map.of());

    assertEquals(10, collected.points("orders").size());
    assertEquals(
        Temporality.CUMULATIVE, ((MetricData.Sum) collected.metric("orders").data()).temporality());
    assertEquals(15, collected.histogram("latency").boundaries().length);
  }

  @Test
  void console_isCumulativeWhateverOtlpPrefers() {
    Collected collected =
        collected(
            ExporterKind.CONSOLE,
            Map.of("otel.exporter.otlp.metrics.temporality.preference", "delta"));

    assertEquals(
        Temporality.CUMULATIVE, ((MetricData.Sum) collected.metric("orders").data()).temporality());
  }

  @Test
  void console_hasATemporalityOfItsOwn() {
    Collected collected =
        collected(ExporterKind.CONSOLE, Map.of("otel.metrics.ee.console.temporality", "delta"));

    assertEquals(
        Temporality.DELTA, ((MetricData.Sum) collected.metric("orders").data()).temporality());
  }

  private static Collected collected(ExporterKind exporter, Map<String, String> config) {
    ConfigReader reader = ConfigReader.of(config, new Health(System::nanoTime));
    OtelMetrics metrics =
        OtelMetrics.builder()
            .reader(MetricsProducer.readerOptions(exporter, reader.sdk(), reader))
            .build();
    Meter meter = metrics.meterProvider().get("shop");
    LongCounter orders = meter.counterBuilder("orders").build();
    for (int i = 0; i < 10; i++) {
      orders.add(1, Collected.set(i));
    }
    meter.histogramBuilder("latency").build().record(3);
    return Collected.take(metrics);
  }
}
