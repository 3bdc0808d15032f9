package ee.otel.metrics.api;

import ee.otel.metrics.data.MetricSnapshot;
import java.util.Collection;

/**
 * Metrics that were measured elsewhere and join each export (specification: <em>Metrics SDK,
 * MetricProducer</em>).
 *
 * <p>Called once for each collection, in a container on a thread of its own, with the time that a
 * callback has: one that hangs is left out until it has returned. Its points travel as they are:
 * their temporality is up to the producer, and they do not come again when an export fails.
 */
@FunctionalInterface
public interface MetricProducer {

  /**
   * The metrics as they are now.
   *
   * @param filter what the reader drops anyway and need not be made; what is made all the same is
   *     filtered afterwards
   */
  Collection<MetricSnapshot> produce(MetricFilter filter);
}
