package ee.otel.metrics.internal.exemplar;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;

/** A server's copy of the API: the same files in a class loader of its own. */
public final class ServersCopy implements AutoCloseable {
  private final URLClassLoader loader =
      new URLClassLoader(files(), ClassLoader.getPlatformClassLoader());

  private static URL[] files() {
    return Stream.of(Span.class, Context.class, ComponentLoader.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .distinct()
        .toArray(URL[]::new);
  }

  /** The server's class of that name. */
  public Class<?> type(Class<?> ours) throws ClassNotFoundException {
    return Class.forName(ours.getName(), true, loader);
  }

  /** Makes a span current by this copy. */
  public AutoCloseable spanCurrent(String trace, String span, boolean sampled)
      throws ReflectiveOperationException {
    Class<?> flags = type(TraceFlags.class);
    Class<?> state = type(TraceState.class);
    Class<?> context = type(SpanContext.class);
    Object spanContext =
        context
            .getMethod("create", String.class, String.class, flags, state)
            .invoke(
                null,
                trace,
                span,
                flags.getMethod(sampled ? "getSampled" : "getDefault").invoke(null),
                state.getMethod("getDefault").invoke(null));
    Object current = type(Span.class).getMethod("wrap", context).invoke(null, spanContext);
    return (AutoCloseable) type(Span.class).getMethod("makeCurrent").invoke(current);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
