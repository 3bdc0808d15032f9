package ee.otel.metrics.benchmark;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A sampled span that is current on the thread which measures. */
@State(Scope.Thread)
public class SampledSpan {
  private static final Span SPAN =
      Span.wrap(
          SpanContext.create(
              "0af7651916cd43dd8448eb211c80319c",
              "b7ad6b7169203331",
              TraceFlags.getSampled(),
              TraceState.getDefault()));

  private AutoCloseable scope = () -> {};

  // By iteration, since that is what runs on the measuring thread for certain.
  @Setup(Level.Iteration)
  public void enter() {
    scope = SPAN.makeCurrent();
  }

  @TearDown(Level.Iteration)
  public void leave() throws Exception {
    scope.close();
  }
}
