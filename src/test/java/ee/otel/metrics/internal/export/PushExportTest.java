package ee.otel.metrics.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.otel.metrics.Collected;
import ee.otel.metrics.OtelMetrics;
import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.PushMetricExporter;
import ee.otel.metrics.api.ReaderOptions;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.health.RecordedLog;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.io.IOException;
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
  private final PushExport export =
      new PushExport(exporter, metrics.readers().get(0), RESOURCE, new Health(System::nanoTime));

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

    exporter.error = null;
    assertEquals(ExportResult.SUCCESS, push());
    assertEquals(List.of(100L), exporter.totals);
  }

  private ExportResult push() {
    return export.export(Export.Occasion.RUNNING, Long.MAX_VALUE);
  }

  private static final class Fake implements PushMetricExporter {
    private final List<Long> totals = new ArrayList<>();
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
      totals.add(new Collected(metrics).total("orders"));
    }
  }
}
