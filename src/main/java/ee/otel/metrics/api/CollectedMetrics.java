package ee.otel.metrics.api;

import ee.otel.metrics.data.MetricSnapshot;
import java.util.Collection;
import java.util.List;

/**
 * The metrics that a reader took, until their outcome is known.
 *
 * <p>Safe from any thread. Ended once, by one of its outcomes: {@link #delivered}, {@link
 * #deliveredOnly}, {@link #failed} or {@link #postponed}. What did not arrive and would be lost
 * (deltas, last points of series that were let go) is added to what the reader takes next, under
 * its first start time. What waits that way is bounded by the number of series, not by the number
 * of failures.
 */
public interface CollectedMetrics {

  /** The metrics, each with at least one point; none when nothing was measured. */
  List<MetricSnapshot> metrics();

  /**
   * What became of the collection (specification: <em>Metrics SDK, Collect</em>): {@code FAILURE}
   * after shutdown and inside a callback, with no metrics; {@code TIMEOUT} when a callback's time
   * was up, with everything else.
   */
  ExportResult result();

  /**
   * Everything arrived, or is no longer wanted.
   *
   * @throws IllegalStateException when an outcome was reported before; the other outcomes throw it
   *     too
   */
  void delivered();

  /**
   * Nothing arrived but these points.
   *
   * @param delivered metrics with points of {@link #metrics()}, the same objects
   */
  void deliveredOnly(Collection<MetricSnapshot> delivered);

  /** Nothing arrived: the export failed. */
  void failed();

  /** Nothing was sent, on purpose: it waits for the next collection. */
  void postponed();
}
