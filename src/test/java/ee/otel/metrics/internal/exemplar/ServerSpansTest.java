package ee.otel.metrics.internal.exemplar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a scope is closed and not looked at
class ServerSpansTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final ServersCopy server = new ServersCopy();

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
    SpanSource spans = ServerSpans.find(List.of(server.type(Span.class)));
    assertFalse(spans.spanOf(Context.current()).isValid());
    try (AutoCloseable current = server.spanCurrent(TRACE, SPAN, true)) {
      SpanContext found = spans.spanOf(Context.current());
      assertEquals(TRACE, found.getTraceId());
      assertEquals(SPAN, found.getSpanId());
      assertTrue(found.isSampled());
      assertSame(Context.current(), spans.ifSampled(null));
      assertSame(Context.current(), spans.ifSampled(Context.current()));
    }
    assertFalse(spans.spanOf(Context.current()).isValid());
    assertNull(spans.ifSampled(null));
  }

  @Test
  void serversWithCopiesOfTheirOwn_areEachAskedForTheirs() throws Exception {
    try (ServersCopy other = new ServersCopy()) {
      SpanSource spans = ServerSpans.find(List.of(server.type(Span.class)));
      SpanSource others = ServerSpans.find(List.of(other.type(Span.class)));
      try (AutoCloseable current = server.spanCurrent(TRACE, SPAN, true)) {
        assertSame(Context.current(), spans.ifSampled(null));
        assertNull(others.ifSampled(null));
      }
    }
  }

  @Test
  void serversCopyThatBreaks_costsTheSpanOnly() throws Exception {
    SpanSource spans = ServerSpans.find(List.of(server.type(Span.class)));
    server.close(); // its other classes are not found any more
    assertNull(spans.ifSampled(null));
    assertFalse(spans.spanOf(Context.current()).isValid());
  }

  @Test
  void serversSpan_isNotSampledWhenItIsNot() throws Exception {
    SpanSource spans = ServerSpans.find(List.of(server.type(Span.class)));
    try (AutoCloseable current = server.spanCurrent(TRACE, SPAN, false)) {
      SpanContext found = spans.spanOf(Context.current());
      assertTrue(found.isValid());
      assertFalse(found.isSampled());
      assertNull(spans.ifSampled(null));
    }
  }

  @Test
  void applicationsOwnSpan_winsOverTheServers() throws Exception {
    SpanSource spans = ServerSpans.find(List.of(server.type(Span.class)));
    SpanContext own =
        SpanContext.create(
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b7",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    try (AutoCloseable current = server.spanCurrent(TRACE, SPAN, false);
        Scope scope = Span.wrap(own).makeCurrent()) {
      assertEquals(own, spans.spanOf(Context.current()));
      assertSame(Context.current(), spans.ifSampled(null));
      assertSame(Context.current(), spans.ifSampled(Context.current()));
    }
  }

  @Test
  void contextChosenByTheCaller_isNotFilledUpWithTheServersSpan() throws Exception {
    SpanSource spans = ServerSpans.find(List.of(server.type(Span.class)));
    Context chosen = Context.root().with(io.opentelemetry.context.ContextKey.named("mine"), "x");
    try (AutoCloseable current = server.spanCurrent(TRACE, SPAN, true)) {
      assertFalse(spans.spanOf(chosen).isValid());
      assertNull(spans.ifSampled(chosen));
    }
  }
}
