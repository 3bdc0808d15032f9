package ee.otel.metrics.internal.exemplar;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/** Where the current span of a measurement is looked up. Fast, from any thread, never throws. */
@FunctionalInterface
public interface SpanSource {

  /** The span in {@code context}, by the OpenTelemetry API that this library was loaded with. */
  SpanSource CONTEXT = context -> Span.fromContext(context).getSpanContext();

  /** The current span's context; an invalid one where there is none. */
  SpanContext spanOf(Context context);

  /** Whether {@link #spanOf} is sampled; may be less work than asking for all of it. */
  default boolean isSampled(Context context) {
    return spanOf(context).isSampled();
  }
}
