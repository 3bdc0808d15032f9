package ee.otel.metrics.internal.mpmetrics;

import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** A metric of a registry that may be removed and registered again. */
abstract class KnownMetric<M extends Registered> {
  private final MetricRegistry registry;
  private final MetricID id;
  private final Class<M> type;
  private volatile M metric;

  KnownMetric(MetricRegistry registry, MetricID id, Class<M> type) {
    this.registry = registry;
    this.id = id;
    this.type = type;
    this.metric = type.cast(registry.getMetric(id));
  }

  /** The one that was there when the invocation began. */
  M known() {
    return metric;
  }

  /**
   * @throws IllegalStateException when it is not in the registry any more
   */
  M metric() {
    M known = metric;
    if (known.isRemoved()) {
      if (!type.isInstance(registry.getMetric(id))) {
        throw new IllegalStateException(id + " was removed from the registry");
      }
      known = type.cast(registry.getMetric(id));
      metric = known;
    }
    return known;
  }
}
