package ee.otel.metrics.internal.exemplar;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Looks up the current span of a measurement. Fast, from any thread, never throws. */
@FunctionalInterface
public interface SpanSource {

  /** The span in {@code context}, by the OpenTelemetry API that this library was loaded with. */
  SpanSource CONTEXT =
      new SpanSource() {
        @Override
        public SpanContext spanOf(Context context) {
          return Span.fromContext(context).getSpanContext();
        }

        @Override
        public @Nullable Context ifSampled(@Nullable Context context) {
          Context measuredIn = context == null ? ContextStorage.get().current() : context;
          Span span = measuredIn == null ? null : Span.fromContextOrNull(measuredIn);
          return span != null && span.getSpanContext().isSampled() ? measuredIn : null;
        }
      };

  /**
   * Spans of the API that the application has, and where there is none, those of the copy that the
   * server has for itself.
   *
   * @param neighbours classes of the server, whose loaders and their parents may see its copy
   * @return {@link #CONTEXT} where there is no other copy
   */
  static SpanSource ofServer(Collection<Class<?>> neighbours) {
    return ServerSpans.find(neighbours);
  }

  /** The current span's context; an invalid one where there is none. */
  SpanContext spanOf(Context context);

  /**
   * The context itself where {@link #spanOf} is sampled, otherwise null. Every measurement asks
   * this, so it may be less work than asking for all of the span.
   *
   * @param context null for the current one
   */
  default @Nullable Context ifSampled(@Nullable Context context) {
    Context measuredIn = context == null ? Context.current() : context;
    return spanOf(measuredIn).isSampled() ? measuredIn : null;
  }
}
