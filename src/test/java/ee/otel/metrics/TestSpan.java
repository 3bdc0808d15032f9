package ee.otel.metrics;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/** A span to measure in. */
public final class TestSpan {
  public static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  public static final String SPAN_ID = "b7ad6b7169203331";

  private TestSpan() {}

  public static Span of(TraceFlags flags) {
    return Span.wrap(SpanContext.create(TRACE_ID, SPAN_ID, flags, TraceState.getDefault()));
  }

  /** A context that has it, sampled. */
  public static Context sampled() {
    return context(TraceFlags.getSampled());
  }

  public static Context context(TraceFlags flags) {
    return Context.root().with(of(flags));
  }
}
