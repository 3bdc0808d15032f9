package ee.otel.metrics.internal.exemplar;

import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The methods of another copy of the OpenTelemetry API that say what the current span is.
 *
 * @param currentContext of the current span: {@code () -> Object}
 * @param valid {@code Object -> boolean}, and so on
 */
record SpanHandles(
    MethodHandle currentContext,
    MethodHandle valid,
    MethodHandle sampled,
    MethodHandle traceId,
    MethodHandle spanId) {

  /**
   * @param span the other copy's {@code io.opentelemetry.api.trace.Span}
   */
  static SpanHandles of(Class<?> span) throws ReflectiveOperationException {
    Class<?> context = Class.forName(SpanContext.class.getName(), false, span.getClassLoader());
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodHandle current = lookup.findStatic(span, "current", MethodType.methodType(span));
    MethodHandle contextOf =
        lookup.findVirtual(span, "getSpanContext", MethodType.methodType(context));
    return new SpanHandles(
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

  /**
   * A reader for which the handles are constants: compiled code then calls the other copy's methods
   * as if they were ours (ServerSpanBenchmark.counterInServersSpan). Each call makes a class of its
   * own, from {@link LinkedSpanReader}'s bytes, which goes when the reader does.
   */
  SpanReader linked() throws ReflectiveOperationException, IOException {
    byte[] bytes;
    try (InputStream template =
        SpanHandles.class.getResourceAsStream(LinkedSpanReader.class.getSimpleName() + ".class")) {
      if (template == null) {
        throw new ClassNotFoundException(LinkedSpanReader.class.getName());
      }
      bytes = template.readAllBytes();
    }
    MethodHandles.Lookup own =
        MethodHandles.lookup().defineHiddenClassWithClassData(bytes, this, true);
    return (SpanReader) own.lookupClass().getDeclaredConstructor().newInstance();
  }
}
