package ee.otel.metrics.api;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/** The filters of the specification. */
enum BuiltInFilter implements ExemplarFilter {
  TRACE_BASED,
  ALWAYS_ON,
  ALWAYS_OFF;

  @Override
  public boolean shouldSample(
      double value, Attributes attributes, Context context, SpanContext span) {
    return switch (this) {
      case TRACE_BASED -> span.isSampled();
      case ALWAYS_ON -> true;
      case ALWAYS_OFF -> false;
    };
  }
}
