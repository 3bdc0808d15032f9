package ee.otel.metrics.internal.selfobservability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.CollectedMetrics;
import ee.otel.metrics.api.ExemplarFilter;
import ee.otel.metrics.api.InstrumentSelector;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.View;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelfObservabilityTest {
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");

  private final RecordedLog log = new RecordedLog();
  private final OtelMetrics metrics =
      OtelMetrics.builder()
          .exemplarFilter(ExemplarFilter.alwaysOn())
          .view(View.of(InstrumentSelector.named("orders")).cardinalityLimit(2).build())
          .build();
  private final Meter own = metrics.meterProvider().get(SelfObservability.SCOPE.name());

  @BeforeEach
  void observe() {
    SelfObservability.of(own, metrics.metrics(), metrics.exemplars(), metrics.losses(), true);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void storages_showSeriesOverflowAndReservoirs() {
    DoubleCounter orders = orders();
    for (int i = 0; i < 5; i++) {
      orders.add(1, Collected.set(i));
    }

    Collected collected = Collected.peek(metrics);
    assertEquals(2, collected.total("ee.otel.metrics.series"));
    assertEquals(3, collected.total("ee.otel.metrics.measurements.overflowed"));
    // Our own observable instruments have some as well.
    assertTrue(collected.total("ee.otel.metrics.exemplar.reservoirs") >= 3);
  }

  @Test
  void callbacks_areTimedAndTheirFailuresCounted() {
    own.gaugeBuilder("slow")
        .buildWithCallback(
            measurement -> {
              long start = System.nanoTime();
              while (System.nanoTime() - start < 1_000_000) {
                Thread.onSpinWait();
              }
            });
    own.gaugeBuilder("broken")
        .buildWithCallback(
            measurement -> {
              throw new IllegalStateException("broken");
            });
    Collected.peek(metrics);

    Collected collected = Collected.peek(metrics);
    assertEquals(1, collected.total("ee.otel.metrics.callback.failures"));
    double seconds = Double.longBitsToDouble(collected.total("ee.otel.metrics.callback.duration"));
    assertTrue(seconds >= 0.001 && seconds < 20, seconds + " s");
  }

  @Test
  void droppedMeasurements_areCountedByReason() {
    DoubleCounter orders = orders();
    orders.add(-1);
    orders.add(-2);
    orders.add(Double.NaN);

    Collected collected = Collected.peek(metrics);
    assertEquals(2, collected.points("ee.otel.metrics.measurements.lost").size());
    assertEquals(3, collected.total("ee.otel.metrics.measurements.lost"));
  }

  @Test
  void exporter_isMeasuredInPointsByTheSemanticConventions() {
    ExporterMetrics exporter = new ExporterMetrics(own, "otlp_http_metric_exporter", 0, true);
    exporter.started(10, "collector", 4318);
    assertEquals(10, Collected.peek(metrics).total("otel.sdk.exporter.metric_data_point.inflight"));

    exporter.ended(
        new ExporterMetrics.Request(10, null, 200, 5_000_000L, 2, 100), "collector", 4318);
    exporter.exported(7, null, "collector", 4318);
    exporter.exported(3, "rejected", "collector", 4318);
    exporter.started(4, "collector", 4318);
    exporter.ended(
        new ExporterMetrics.Request(4, "503", 503, 5_000_000L, 1, 50), "collector", 4318);
    exporter.exported(4, "503", "collector", 4318);

    Collected collected = Collected.peek(metrics);
    assertEquals(0, collected.total("otel.sdk.exporter.metric_data_point.inflight"));
    Attributes collector =
        Attributes.builder()
            .put("otel.component.name", "otlp_http_metric_exporter/0")
            .put("otel.component.type", "otlp_http_metric_exporter")
            .put(ADDRESS, "collector")
            .put("server.port", 4318L)
            .build();
    String exported = "otel.sdk.exporter.metric_data_point.exported";
    assertEquals(7, collected.value(exported, collector));
    assertEquals(3, collected.value(exported, failed(collector, "rejected")));
    assertEquals(4, collected.value(exported, failed(collector, "503")));
    assertEquals(2, collected.points("otel.sdk.exporter.operation.duration").size());
    assertEquals(3, collected.total("ee.otel.metrics.export.attempts"));
    assertEquals(1, collected.total("ee.otel.metrics.export.retries"));
    assertEquals(250, collected.total("ee.otel.metrics.export.bytes"));
  }

  @Test
  void durations_haveNoBucketBoundaries() {
    ExporterMetrics exporter = new ExporterMetrics(own, "otlp_http_metric_exporter", 0, false);
    exporter.ended(new ExporterMetrics.Request(1, null, 200, 5_000_000L, 1, 9), "c", 4318);

    HistogramPoint point =
        (HistogramPoint)
            Collected.peek(metrics).points("otel.sdk.exporter.operation.duration").get(0);
    assertEquals(0, point.boundaries().length);
    assertEquals(1, point.count());
    assertEquals(0.005, point.sum());
  }

  @Test
  void default_isAtMostFiveSeries() {
    OtelMetrics plain = OtelMetrics.builder().build();
    Meter meter = plain.meterProvider().get(SelfObservability.SCOPE.name());
    SelfObservability.of(meter, plain.metrics(), plain.exemplars(), plain.losses(), false);
    ExporterMetrics exporter = new ExporterMetrics(meter, "otlp_http_metric_exporter", 0, false);
    plain.losses().add(Loss.NOT_A_NUMBER);
    plain.losses().add(Loss.TOO_LARGE);
    for (int i = 0; i < 3; i++) {
      plain.meterProvider().get("shop").counterBuilder("orders" + i).build().add(1);
      exporter.started(9, "collector", 4318);
      exporter.ended(new ExporterMetrics.Request(9, null, 200, 1, 1, 9), "collector", 4318);
      exporter.exported(9, null, "collector", 4318);
    }
    long series =
        plain.readers().get(0).peek().stream()
            .filter(metric -> metric.scope().equals(SelfObservability.SCOPE))
            .mapToLong(metric -> metric.data().points().size())
            .sum();
    assertEquals(5, series);
  }

  @Test
  void collection_isMeasuredWithWhatBecameOfItsPoints() {
    ExporterMetrics exporter = new ExporterMetrics(own, "console_metric_exporter", 0, true);
    orders().add(1);
    CollectedMetrics first = metrics.readers().get(0).take();
    int arrived = points(first.metrics());
    new MeasuredCollection(first, exporter).delivered();
    CollectedMetrics second = metrics.readers().get(0).take();
    int failed = points(second.metrics());
    new MeasuredCollection(second, exporter).failed();

    Collected collected = Collected.peek(metrics);
    Attributes console =
        Attributes.builder()
            .put("otel.component.name", "console_metric_exporter/0")
            .put("otel.component.type", "console_metric_exporter")
            .build();
    String exported = "otel.sdk.exporter.metric_data_point.exported";
    assertEquals(arrived, collected.value(exported, console));
    assertEquals(failed, collected.value(exported, failed(console, "export_failed")));
  }

  @Test
  void collectionThatFails_isMeasuredWithItsError() {
    ReaderMetrics collections = new ReaderMetrics(own, "periodic_metric_reader", 0);
    collections.collected(1, null);
    collections.collected(1, "java.lang.IllegalStateException");

    assertEquals(
        Set.of("none", "java.lang.IllegalStateException"),
        Collected.peek(metrics).points("otel.sdk.metric_reader.collection.duration").stream()
            .map(point -> point.attributes().attributes().get(AttributeKey.stringKey("error.type")))
            .map(type -> type == null ? "none" : type)
            .collect(Collectors.toSet()));
  }

  private static int points(List<MetricSnapshot> metrics) {
    return metrics.stream().mapToInt(metric -> metric.data().points().size()).sum();
  }

  private static Attributes failed(Attributes attributes, String type) {
    return attributes.toBuilder().put("error.type", type).build();
  }

  private DoubleCounter orders() {
    return metrics.meterProvider().get("shop").counterBuilder("orders").ofDoubles().build();
  }
}
