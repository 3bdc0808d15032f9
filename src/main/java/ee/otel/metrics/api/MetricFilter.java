package ee.otel.metrics.api;

import ee.otel.metrics.data.Scope;
import io.opentelemetry.api.common.Attributes;

/**
 * Decides what readers pass on (specification: <em>Metrics SDK, MetricFilter</em>). What it drops
 * is gone; a view that drops or filters saves the recording too.
 *
 * <p>Called for each metric and, where asked for, each point of a collection, in a container on a
 * thread of its own, with the time that a callback has for all of them. When it hangs or throws,
 * what it was to decide on is passed on.
 */
@FunctionalInterface
public interface MetricFilter {

  /** Passes everything on. */
  MetricFilter ACCEPT_ALL = (scope, name, kind, unit) -> MetricDecision.ACCEPT;

  /** The kinds of points. */
  enum PointKind {
    GAUGE,
    SUM,
    HISTOGRAM,
    EXPONENTIAL_HISTOGRAM
  }

  /** What becomes of a metric. */
  enum MetricDecision {
    ACCEPT,
    DROP,
    /** Each point is decided on by {@link MetricFilter#testAttributes}. */
    ACCEPT_PARTIAL
  }

  /** What becomes of a metric. */
  MetricDecision testMetric(Scope scope, String name, PointKind kind, String unit);

  /** Whether a point is passed on; asked after {@link MetricDecision#ACCEPT_PARTIAL} only. */
  default boolean testAttributes(
      Scope scope, String name, PointKind kind, String unit, Attributes attributes) {
    return true;
  }
}
