package ee.otel.metrics.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.api.PushMetricExporter;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.export.delivery.Export;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PushExportTest {
  private static final Resource RESOURCE = new Resource(Attributes.empty(), null);

  private final RecordedLog log = new RecordedLog();
  private final OtelMetrics metrics =
      OtelMetrics.builder().reader(ReaderOptions.of(Temporality.DELTA)).build();
  private final LongCounter orders =
      metrics.meterProvider().get("shop").counterBuilder("orders").build();
  private final Fake exporter = new Fake();
  private final Losses losses = new Losses();
  private int maxBatchSize = Integer.MAX_VALUE;
  private final PushExport export =
      new PushExport(
          new PushTarget("file", exporter),
          RESOURCE,
          () -> maxBatchSize,
          () -> 1_000,
          losses,
          new Health(System::nanoTime));

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void exporter_isGivenResourceAndMetrics() {
    orders.add(2);

    assertEquals(ExportResult.SUCCESS, push());
    assertEquals(List.of(2L), exporter.totals);
  }

  @Test
  void nothingMeasured_isNotPushed() {
    assertEquals(ExportResult.SUCCESS, push());
    assertEquals(List.of(), exporter.totals);
  }

  @Test
  void failure_keepsTheDeltaAndIsSaidOnce() {
    exporter.failure = new IOException("disk full");
    orders.add(100);
    assertEquals(ExportResult.FAILURE, push());
    assertEquals(ExportResult.FAILURE, push());
    assertEquals(1, log.warnings().size());

    exporter.failure = null;
    orders.add(1);
    assertEquals(ExportResult.SUCCESS, push());
    assertEquals(List.of(101L), exporter.totals);
    assertEquals(1, log.at(Level.INFO).size());
  }

  @Test
  void error_keepsTheDelta() {
    exporter.error = new StackOverflowError();
    orders.add(100);
    assertThrows(StackOverflowError.class, this::push);
    exporter.error = new NoClassDefFoundError("gone");
    assertEquals(ExportResult.FAILURE, push());

    exporter.error = null;
    assertEquals(ExportResult.SUCCESS, push());
    assertEquals(List.of(100L), exporter.totals);
  }

  @Test
  void metrics_comeInBatchesOfTheGivenSizeWithEveryPointOnce() {
    maxBatchSize = 2;
    for (int i = 0; i < 5; i++) {
      orders.add(1 << i, Collected.set(i));
    }
    metrics.meterProvider().get("shop").counterBuilder("visits").build().add(1);

    assertEquals(ExportResult.SUCCESS, push());
    assertEquals(List.of(2L, 2L, 2L), exporter.points);
    assertEquals(31, exporter.totals.stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void batchThatFails_comesAgainAloneWithWhatWasNotSent() {
    maxBatchSize = 2;
    exporter.failAfter = 1;
    for (int i = 0; i < 5; i++) {
      orders.add(1 << i, Collected.set(i));
    }
    assertEquals(ExportResult.FAILURE, push());
    exporter.failAfter = Integer.MAX_VALUE;
    assertEquals(ExportResult.SUCCESS, push());
    assertEquals(31, exporter.totals.stream().mapToLong(Long::longValue).sum());
    assertEquals(List.of(2L, 2L, 1L), exporter.points);
  }

  @Test
  void lastExportThatFails_isCountedAsLost() {
    exporter.failure = new IOException("disk full");
    orders.add(1);
    assertEquals(
        ExportResult.FAILURE,
        export.export(metrics.readers().get(0).take(), Export.Occasion.STOPPING, 2_000));
    assertEquals(1, losses.count(Loss.SHUTDOWN));
  }

  @Test
  void flushAndShutdown_reachTheExporterWithWhatIsLeftOfTheTime() {
    assertEquals(ExportResult.SUCCESS, export.flush(4_000));
    assertEquals(ExportResult.SUCCESS, export.shutdown(500));
    assertEquals(
        List.of("flush " + Duration.ofNanos(3_000), "shutdown " + Duration.ZERO), exporter.calls);
    assertEquals(List.of(), log.warnings());

    exporter.failure = new IOException("disk full");
    assertEquals(ExportResult.FAILURE, export.flush(4_000));
    assertTrue(log.warnings().get(0).contains("failed to flush"), log.warnings().get(0));
  }

  private ExportResult push() {
    return export.export(metrics.readers().get(0).take(), Export.Occasion.RUNNING, Long.MAX_VALUE);
  }

  private static final class Fake implements PushMetricExporter {
    private final List<Long> totals = new ArrayList<>();
    private final List<Long> points = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private int failAfter = Integer.MAX_VALUE;
    private @Nullable Exception failure;
    private @Nullable Error error;

    @Override
    public void export(Resource resource, List<MetricSnapshot> metrics) throws Exception {
      assertEquals(RESOURCE, resource);
      if (error != null) {
        throw error;
      }
      if (failure != null) {
        throw failure;
      }
      if (totals.size() >= failAfter) {
        throw new IOException("full");
      }
      Collected collected = new Collected(metrics);
      totals.add(collected.names().contains("orders") ? collected.total("orders") : 0);
      points.add(PointBatches.points(metrics));
    }

    @Override
    public void flush(Duration timeout) throws Exception {
      calls.add("flush " + timeout);
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public void shutdown(Duration timeout) {
      calls.add("shutdown " + timeout);
    }
  }
}
