package ee.otel.metrics.internal.exemplar;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Spans of the OpenTelemetry API that the application has, and where there is none, those of the
 * copy that the server has for itself.
 *
 * <p>An application with an API of its own, as on Payara with {@code delegate="false"}, does not
 * see with it the spans of the server: each copy has its own current context. Safe from any thread.
 */
final class ServerSpans implements SpanSource {
  private final SpanReader server;

  private ServerSpans(SpanReader server) {
    this.server = server;
  }

  /**
   * The source of spans for an application.
   *
   * @param neighbours classes of the server, whose loaders and their parents may see its copy
   * @return {@link SpanSource#CONTEXT} where there is no other copy
   */
  static SpanSource find(Collection<Class<?>> neighbours) {
    for (ClassLoader loader : loaders(neighbours)) {
      SpanReader reader = reader(loader);
      if (reader != null) {
        return new ServerSpans(reader);
      }
    }
    return SpanSource.CONTEXT;
  }

  private static Set<ClassLoader> loaders(Collection<Class<?>> neighbours) {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    addWithParents(loaders, ServerSpans.class.getClassLoader());
    addWithParents(loaders, Span.class.getClassLoader());
    neighbours.forEach(neighbour -> addWithParents(loaders, neighbour.getClassLoader()));
    return loaders;
  }

  private static void addWithParents(Set<ClassLoader> loaders, @Nullable ClassLoader first) {
    for (ClassLoader loader = first; loader != null; loader = loader.getParent()) {
      loaders.add(loader);
    }
  }

  private static @Nullable SpanReader reader(ClassLoader loader) {
    try {
      Class<?> span = Class.forName(Span.class.getName(), false, loader);
      return span == Span.class ? null : ApiLoader.reader(span);
    } catch (ReflectiveOperationException
        | IOException
        | LinkageError
        | RuntimeException notThere) {
      return null;
    }
  }

  @Override
  public SpanContext spanOf(Context context) {
    SpanContext own = CONTEXT.spanOf(context);
    return isAnswer(own, context) ? own : serversSpan();
  }

  @Override
  public @Nullable Context ifSampled(@Nullable Context context) {
    Context current = ContextStorage.get().current(); // null for the root
    Context measuredIn = context == null ? current : context;
    Span span = measuredIn == null ? null : Span.fromContextOrNull(measuredIn);
    SpanContext own = span == null ? SpanContext.getInvalid() : span.getSpanContext();
    if (own.isValid()) {
      return own.isSampled() ? measuredIn : null;
    }
    Context here = current == null ? Context.root() : current;
    return (context == null || context == here) && isServersSampled() ? here : null;
  }

  private SpanContext serversSpan() {
    try {
      return server.isValid()
          ? SpanContext.create(
              server.traceId(),
              server.spanId(),
              server.isSampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
              TraceState.getDefault())
          : SpanContext.getInvalid();
    } catch (Throwable broken) {
      // Recording never throws; the measurement goes without an exemplar.
      return SpanContext.getInvalid();
    }
  }

  private boolean isServersSampled() {
    try {
      return server.isSampled();
    } catch (Throwable broken) {
      // As above.
      return false;
    }
  }

  /** A context that the caller chose, other than the current one, has what is in it and no more. */
  private static boolean isAnswer(SpanContext own, Context context) {
    return own.isValid() || context != Context.current();
  }

  @Override
  public String toString() {
    return "ServerSpans";
  }
}
