package ee.otel.metrics.internal.exemplar;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Reads the current span by a copy of the OpenTelemetry API that is not ours.
 *
 * @param currentContext of the current span: {@code () -> Object}
 * @param valid {@code Object -> boolean}, and so on
 */
record SpanReader(
    MethodHandle currentContext,
    MethodHandle valid,
    MethodHandle sampled,
    MethodHandle traceId,
    MethodHandle spanId) {

  /**
   * @param span the other copy's {@code io.opentelemetry.api.trace.Span}
   */
  static SpanReader of(Class<?> span) throws ReflectiveOperationException {
    Class<?> context = Class.forName(SpanContext.class.getName(), false, span.getClassLoader());
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodHandle current = lookup.findStatic(span, "current", MethodType.methodType(span));
    MethodHandle contextOf =
        lookup.findVirtual(span, "getSpanContext", MethodType.methodType(context));
    return new SpanReader(
        MethodHandles.filterReturnValue(current, contextOf)
            .asType(MethodType.methodType(Object.class)),
        getter(lookup, context, "isValid", boolean.class),
        getter(lookup, context, "isSampled", boolean.class),
        getter(lookup, context, "getTraceId", String.class),
        getter(lookup, context, "getSpanId", String.class));
  }

  private static MethodHandle getter(
      MethodHandles.Lookup lookup, Class<?> context, String name, Class<?> type)
      throws ReflectiveOperationException {
    return lookup
        .findVirtual(context, name, MethodType.methodType(type))
        .asType(MethodType.methodType(type, Object.class));
  }

  /** Whether there is a current span that is sampled. */
  boolean isSampled() {
    try {
      Object theirs = (Object) currentContext.invokeExact();
      return (boolean) sampled.invokeExact(theirs);
    } catch (Throwable broken) {
      // Recording never throws; the measurement goes without an exemplar.
      return false;
    }
  }

  /** The current span's context, by our API; an invalid one where there is none. */
  SpanContext current() {
    try {
      Object theirs = (Object) currentContext.invokeExact();
      if (!(boolean) valid.invokeExact(theirs)) {
        return SpanContext.getInvalid();
      }
      return SpanContext.create(
          (String) traceId.invokeExact(theirs),
          (String) spanId.invokeExact(theirs),
          (boolean) sampled.invokeExact(theirs) ? TraceFlags.getSampled() : TraceFlags.getDefault(),
          TraceState.getDefault());
    } catch (Throwable broken) {
      // Recording never throws; the measurement goes without an exemplar.
      return SpanContext.getInvalid();
    }
  }
}
