package ee.otel.metrics.internal.callback;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A callback and the instruments that it observes. Runs with the context class loader of its
 * registration.
 */
final class CallbackRegistration {
  /** How the scopes of this library's own instruments begin. */
  private static final String OWN_SCOPES = "ee.otel.metrics";

  private final Runnable callback;
  final List<ObservableInstrument> instruments;
  private final ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();

  /** Whether it runs; stays true while it hangs since an earlier collection. */
  final AtomicBoolean running = new AtomicBoolean();

  CallbackRegistration(Runnable callback, List<ObservableInstrument> instruments) {
    this.callback = callback;
    this.instruments = List.copyOf(instruments);
  }

  /** Whether all instruments are this library's own, whose callbacks never hang. */
  boolean isOwn() {
    return instruments.stream()
        .allMatch(instrument -> instrument.descriptor().scope().name().startsWith(OWN_SCOPES));
  }

  void call(Observation observation) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(contextClassLoader);
    try {
      observation.run(callback);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  String names() {
    return String.join(
        ", ", instruments.stream().map(instrument -> instrument.descriptor().name()).toList());
  }
}
