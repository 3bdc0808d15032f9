package ee.otel.metrics.api;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import java.util.List;

/**
 * A way out of the application's own, beside those of {@code otel.metrics.exporter} (specification:
 * <em>Metrics SDK, Push Metric Exporter</em>).
 *
 * <p>It has a reader of its own. Called at every tick, at every flush and a last time when the
 * application ends, never twice at the same time.
 */
public interface PushMetricExporter {

  /**
   * Sends metrics.
   *
   * @param metrics at least one, each with at least one point
   * @throws Exception when they did not arrive; deltas then come again with the next call
   */
  void export(Resource resource, List<MetricSnapshot> metrics) throws Exception;

  /** The temporality that it wants for instruments of a kind; cumulative by default. */
  default Temporality temporality(InstrumentKind kind) {
    return Temporality.CUMULATIVE;
  }
}
