package ee.otel.metrics.serverspan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.exemplar.SpanSource;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server's copy of the API is the same files in a class loader of its own. */
@SuppressWarnings("try") // a scope is closed and not looked at
class ServerSpansTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final URLClassLoader server =
      new URLClassLoader(apiFiles(), ClassLoader.getPlatformClassLoader());

  private static URL[] apiFiles() {
    return Stream.of(Span.class, Context.class, io.opentelemetry.common.ComponentLoader.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .distinct()
        .toArray(URL[]::new);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  @Test
  void serverWithoutItsOwnApi_isNotAsked() {
    assertSame(SpanSource.CONTEXT, ServerSpans.find(List.of(String.class, Span.class)));
  }

  @Test
  void serversSpan_isFoundWhereTheApplicationHasNone() throws Exception {
    SpanSource spans = ServerSpans.find(List.of(serversClass(Span.class)));
    assertFalse(spans.spanOf(Context.current()).isValid());
    try (AutoCloseable current = serversSpanCurrent(true)) {
      SpanContext found = spans.spanOf(Context.current());
      assertEquals(TRACE, found.getTraceId());
      assertEquals(SPAN, found.getSpanId());
      assertTrue(found.isSampled());
    }
    assertFalse(spans.spanOf(Context.current()).isValid());
  }

  @Test
  void serversSpan_isNotSampledWhenItIsNot() throws Exception {
    SpanSource spans = ServerSpans.find(List.of(serversClass(Span.class)));
    try (AutoCloseable current = serversSpanCurrent(false)) {
      SpanContext found = spans.spanOf(Context.current());
      assertTrue(found.isValid());
      assertFalse(found.isSampled());
    }
  }

  @Test
  void applicationsOwnSpan_winsOverTheServers() throws Exception {
    SpanSource spans = ServerSpans.find(List.of(serversClass(Span.class)));
    SpanContext own =
        SpanContext.create(
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b7",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    try (AutoCloseable current = serversSpanCurrent(true);
        Scope scope = Span.wrap(own).makeCurrent()) {
      assertEquals(own, spans.spanOf(Context.current()));
    }
  }

  @Test
  void contextChosenByTheCaller_isNotFilledUpWithTheServersSpan() throws Exception {
    SpanSource spans = ServerSpans.find(List.of(serversClass(Span.class)));
    Context chosen = Context.root().with(io.opentelemetry.context.ContextKey.named("mine"), "x");
    try (AutoCloseable current = serversSpanCurrent(true)) {
      assertFalse(spans.spanOf(chosen).isValid());
    }
  }

  private Class<?> serversClass(Class<?> ours) throws ClassNotFoundException {
    return Class.forName(ours.getName(), true, server);
  }

  /** Makes a span current by the server's copy of the API. */
  private AutoCloseable serversSpanCurrent(boolean sampled) throws Exception {
    Class<?> flags = serversClass(TraceFlags.class);
    Class<?> state = serversClass(TraceState.class);
    Class<?> context = serversClass(SpanContext.class);
    Object spanContext =
        context
            .getMethod("create", String.class, String.class, flags, state)
            .invoke(
                null,
                TRACE,
                SPAN,
                flags.getMethod(sampled ? "getSampled" : "getDefault").invoke(null),
                state.getMethod("getDefault").invoke(null));
    Object span = serversClass(Span.class).getMethod("wrap", context).invoke(null, spanContext);
    return (AutoCloseable) serversClass(Span.class).getMethod("makeCurrent").invoke(span);
  }
}
