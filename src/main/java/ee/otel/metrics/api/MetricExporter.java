package ee.otel.metrics.api;

import ee.otel.metrics.data.MetricSnapshot;
import java.time.Duration;
import java.util.List;

/**
 * Exports the application's metrics: at every interval, when asked to, and a last time when the
 * application ends. Injected: {@code @Inject MetricExporter exporter}.
 *
 * <p>Safe from any thread. Exports take turns. Nothing that goes wrong here reaches the
 * application.
 */
public interface MetricExporter {

  /**
   * What an export would send now: one metric for each stream that has points. Runs the callbacks
   * of observable instruments and changes nothing.
   */
  List<MetricSnapshot> collect();

  /**
   * Exports now and says what became of it (specification: <em>Metrics SDK, ForceFlush</em>). Waits
   * for an export that is under way.
   *
   * @param timeout bounds all of it; positive
   */
  ExportResult forceFlush(Duration timeout);

  /** As {@link #forceFlush(Duration)}, within {@code otel.metric.export.timeout}. */
  ExportResult forceFlush();
}
