package ee.otel.metrics.api;

import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/**
 * One measurement, as it is offered to a reservoir.
 *
 * @param type the type of the value
 * @param bits the value, as {@link NumberType} reads it
 * @param attributes all attributes of the measurement, also those that a view removes
 * @param context the context it was measured in
 * @param span the span that was current; not valid where there was none
 * @param timeNanos when it was measured, in nanoseconds since the epoch
 */
public record Measurement(
    NumberType type,
    long bits,
    Attributes attributes,
    Context context,
    SpanContext span,
    long timeNanos) {
  /** The API's own immutable spans: with an empty state they hold on to nothing. */
  private static final Class<?> OWN = SpanContext.getInvalid().getClass();

  /** The value as a {@code double}. */
  public double toDouble() {
    return type.toDouble(bits);
  }

  /**
   * The same measurement without its context, for keeping: a context may hold on to a whole
   * request. The span keeps its ids and flags.
   */
  Measurement withoutContext() {
    if (span.getClass() == OWN && span.getTraceState().isEmpty()) {
      return new Measurement(type, bits, attributes, Context.root(), span, timeNanos);
    }
    SpanContext ids =
        span.isValid()
            ? SpanContext.create(
                span.getTraceId(), span.getSpanId(), span.getTraceFlags(), TraceState.getDefault())
            : SpanContext.getInvalid();
    return new Measurement(type, bits, attributes, Context.root(), ids, timeNanos);
  }
}
