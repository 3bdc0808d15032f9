package ee.otel.metrics.api;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/**
 * Says which measurements may become exemplars (specification: <em>Metrics SDK,
 * ExemplarFilter</em>).
 *
 * <p>Called for every measurement, from any thread; it has to be fast and must not throw. An
 * application supplies its own as a CDI bean.
 */
@FunctionalInterface
public interface ExemplarFilter {

  /**
   * Whether this measurement may become an exemplar.
   *
   * @param value the measured value
   * @param attributes all attributes of the measurement
   * @param context the context it was measured in
   * @param span the current span; not valid where there is none
   */
  boolean shouldSample(double value, Attributes attributes, Context context, SpanContext span);

  /** Measurements inside a sampled span. The default. */
  static ExemplarFilter traceBased() {
    return BuiltInFilter.TRACE_BASED;
  }

  /** All of them. */
  static ExemplarFilter alwaysOn() {
    return BuiltInFilter.ALWAYS_ON;
  }

  /** None, at no cost. */
  static ExemplarFilter alwaysOff() {
    return BuiltInFilter.ALWAYS_OFF;
  }
}
