package ee.otel.metrics.benchmark;

import ee.otel.metrics.TestSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TraceFlags;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A sampled span that is current on the thread which measures. */
@State(Scope.Thread)
public class SampledSpan {
  private static final Span SPAN = TestSpan.of(TraceFlags.getSampled());

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
