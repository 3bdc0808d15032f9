package ee.otel.metrics.internal.export.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ee.otel.metrics.api.ExportResult;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExportStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-27T07:00:00Z");

  @Test
  void lastExport_isRemembered() {
    ExportStatus status = new ExportStatus(() -> NOW);
    assertNull(status.last());
    status.ended(ExportResult.TIMEOUT, "Collector is asleep.", 7);
    assertEquals(
        new ExportStatus.Outcome(NOW, ExportResult.TIMEOUT, "Collector is asleep.", 7),
        status.last());
    status.ended(ExportResult.SUCCESS, "Everything arrived.", 0);
    assertEquals("Everything arrived.", status.last().words());
  }
}
