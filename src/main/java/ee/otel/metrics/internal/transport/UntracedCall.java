package ee.otel.metrics.internal.transport;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Callable;

/**
 * Keeps our own posts out of the application's traces.
 *
 * <p>They are made under a remote parent that was not sampled: a server that traces its REST
 * clients follows that decision, unless its sampler does not look at parents.
 */
final class UntracedCall {
  private static final Context CONTEXT =
      Context.root()
          .with(
              Span.wrap(
                  SpanContext.createFromRemoteParent(
                      "6f74656c2d6d6574726963732d656521",
                      "6e6f747472616365",
                      TraceFlags.getDefault(),
                      TraceState.getDefault())));

  private UntracedCall() {}

  /** Does the work outside of any trace. */
  static <T> T call(Callable<T> work) throws Exception {
    Scope untraced = CONTEXT.makeCurrent();
    try {
      return work.call();
    } finally {
      untraced.close();
    }
  }
}
