package ee.otel.metrics.api;

import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.data.Temporality;
import java.time.Duration;
import java.util.List;

/**
 * An exporter of the application's own, beside those of {@code otel.metrics.exporter}
 * (specification: <em>Metrics SDK, Push Metric Exporter</em>).
 *
 * <p>It has a reader of its own. Called at every interval, at every flush and a last time when the
 * application ends, on a thread of the server, never twice at once. Each call has the time that
 * {@code otel.metric.export.timeout} or the flush leaves it; one that takes longer delays no other
 * exporter, and is not called again before it has returned.
 */
public interface PushMetricExporter {

  /**
   * Sends metrics. More points than {@code otel.metrics.ee.max.export.batch.size} come in several
   * calls.
   *
   * @param metrics at least one, each with at least one point
   * @throws Exception when they did not arrive; deltas then come again with the next call
   */
  void export(Resource resource, List<MetricSnapshot> metrics) throws Exception;

  /**
   * Sends what earlier calls of {@link #export} have left waiting in this exporter; does nothing by
   * default. Called at the end of a flush (specification: <em>ForceFlush</em>).
   *
   * @param timeout what is left of the flush's time
   * @throws Exception when something did not arrive; the flush then fails
   */
  default void flush(Duration timeout) throws Exception {}

  /**
   * Frees what this exporter holds; does nothing by default. The last call (specification:
   * <em>Shutdown</em>).
   *
   * @param timeout what is left of {@code otel.metrics.ee.shutdown.timeout}
   */
  default void shutdown(Duration timeout) throws Exception {}

  /** The temporality for instruments of a kind; cumulative by default. Asked once, at the start. */
  default Temporality temporality(InstrumentKind kind) {
    return Temporality.CUMULATIVE;
  }

  /**
   * The aggregation that it wants for instruments of a kind where no view says otherwise; the
   * specification's by default. Asked once, when the application starts.
   */
  default Aggregation aggregation(InstrumentKind kind) {
    return Aggregation.defaultAggregation();
  }
}
