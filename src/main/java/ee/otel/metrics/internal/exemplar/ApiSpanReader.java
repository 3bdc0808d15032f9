package ee.otel.metrics.internal.exemplar;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/** Reads the current span by the copy of the API that its {@link ApiLoader} sees. */
final class ApiSpanReader implements SpanReader {

  @Override
  public boolean isValid() {
    return current().isValid();
  }

  @Override
  public boolean isSampled() {
    return current().isSampled();
  }

  @Override
  public String traceId() {
    return current().getTraceId();
  }

  @Override
  public String spanId() {
    return current().getSpanId();
  }

  private static SpanContext current() {
    return Span.current().getSpanContext();
  }
}
