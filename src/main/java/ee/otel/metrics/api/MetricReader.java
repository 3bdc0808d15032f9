package ee.otel.metrics.api;

import ee.otel.metrics.data.MetricSnapshot;
import java.util.List;

/**
 * Collects metrics (specification: <em>Metrics SDK, MetricReader</em>), with a temporality and
 * defaults of its own, and undisturbed by the other readers of the same storage.
 *
 * <p>Safe from any thread; the collections of one storage run one after another.
 */
public interface MetricReader {

  /**
   * What an export would send now. Runs the callbacks; changes nothing that this or another reader
   * will get; nothing after shutdown.
   */
  List<MetricSnapshot> peek();

  /**
   * Takes what there is to export. The caller says what became of it before it takes again: see
   * {@link CollectedMetrics}.
   */
  CollectedMetrics take();
}
