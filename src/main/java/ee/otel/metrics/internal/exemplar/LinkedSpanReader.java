package ee.otel.metrics.internal.exemplar;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Reads spans by the {@link SpanHandles} that are the data of its class. It is never used under its
 * own name, only as the template of hidden classes: see {@link SpanHandles#linked}.
 */
final class LinkedSpanReader implements SpanReader {
  private static final MethodHandle CURRENT_CONTEXT;
  private static final MethodHandle VALID;
  private static final MethodHandle SAMPLED;
  private static final MethodHandle TRACE_ID;
  private static final MethodHandle SPAN_ID;

  static {
    try {
      SpanHandles handles =
          MethodHandles.classData(
              MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, SpanHandles.class);
      CURRENT_CONTEXT = handles.currentContext();
      VALID = handles.valid();
      SAMPLED = handles.sampled();
      TRACE_ID = handles.traceId();
      SPAN_ID = handles.spanId();
    } catch (IllegalAccessException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public boolean isSampled() {
    try {
      Object theirs = (Object) CURRENT_CONTEXT.invokeExact();
      return (boolean) SAMPLED.invokeExact(theirs);
    } catch (Throwable broken) {
      // Recording never throws; the measurement goes without an exemplar.
      return false;
    }
  }

  @Override
  public SpanContext current() {
    try {
      Object theirs = (Object) CURRENT_CONTEXT.invokeExact();
      if (!(boolean) VALID.invokeExact(theirs)) {
        return SpanContext.getInvalid();
      }
      return SpanContext.create(
          (String) TRACE_ID.invokeExact(theirs),
          (String) SPAN_ID.invokeExact(theirs),
          (boolean) SAMPLED.invokeExact(theirs) ? TraceFlags.getSampled() : TraceFlags.getDefault(),
          TraceState.getDefault());
    } catch (Throwable broken) {
      // Recording never throws; the measurement goes without an exemplar.
      return SpanContext.getInvalid();
    }
  }
}
