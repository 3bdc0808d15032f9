package ee.otel.metrics.internal.export;

import ee.otel.metrics.api.ExportResult;
import ee.otel.metrics.api.MetricExporter;
import ee.otel.metrics.data.MetricSnapshot;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.time.Duration;
import java.util.List;

/**
 * The exporter as an EJB: timer, lifecycle and lock.
 *
 * <p>The container's lock is a shared one because it could not be bounded by the deadline of a
 * flush, see RATIONALE.md. Business methods stand here once more, since a lock counts for the
 * methods of its own class only.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.CONTAINER)
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN)
@Local(MetricExporter.class)
public class MetricExporterBean extends ScheduledExporter {

  @Override
  ExportTimer timers() {
    ExportTimer ejb = EjbExportTimer.lookUp();
    return ejb == null ? super.timers() : ejb;
  }

  @Timeout
  void tick(Timer ticking) {
    tick(EjbExportTimer.isWatch(ticking));
  }

  @Override
  public List<MetricSnapshot> collect() {
    return super.collect();
  }

  @Override
  public ExportResult forceFlush(Duration timeout) {
    return super.forceFlush(timeout);
  }

  @Override
  public ExportResult forceFlush() {
    return super.forceFlush();
  }
}
