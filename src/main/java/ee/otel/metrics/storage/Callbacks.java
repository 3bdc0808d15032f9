package ee.otel.metrics.storage;

import ee.otel.metrics.health.Health;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The callbacks of observable instruments, in the order of their registration.
 *
 * <p>They run one after another, under the collection lock. One that throws disturbs no other, and
 * what it observed before counts.
 */
final class Callbacks {
  private final List<Registration> registrations = new CopyOnWriteArrayList<>();
  private final CallbackRunner runner;
  private final Health health;

  Callbacks(CallbackRunner runner, Health health) {
    this.runner = runner;
    this.health = health;
  }

  /** A callback and what it observes. Runs with the class loader that it was registered with. */
  private final class Registration {
    private final Runnable callback;
    private final List<ObservableInstrument> instruments;
    private final ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();

    Registration(Runnable callback, List<ObservableInstrument> instruments) {
      this.callback = callback;
      this.instruments = List.copyOf(instruments);
    }

    /** Runs the callback for a reader; closes the door behind it, whatever became of it. */
    void run(MetricReader reader) {
      Observation observation = new Observation(reader);
      instruments.forEach(instrument -> instrument.open(observation));
      try {
        runner.run(this, this::call);
        health.recovered(this, () -> "Callback of " + names() + " works again.");
      } catch (Throwable e) {
        health.warn(
            this,
            e,
            () ->
                "Callback of "
                    + names()
                    + " failed: "
                    + e
                    + ". What it observed before counts; the other callbacks are not affected.");
      } finally {
        instruments.forEach(instrument -> instrument.close(observation));
      }
    }

    private void call() {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(contextClassLoader);
      try {
        callback.run();
      } finally {
        thread.setContextClassLoader(before);
      }
    }

    private String names() {
      return String.join(
          ", ", instruments.stream().map(instrument -> instrument.descriptor().name()).toList());
    }
  }

  /** One run of one callback. */
  record Observation(MetricReader reader) {}

  Runnable register(Runnable callback, List<ObservableInstrument> instruments) {
    Registration registration = new Registration(callback, instruments);
    registrations.add(registration);
    return () -> registrations.remove(registration);
  }

  void run(MetricReader reader) {
    registrations.forEach(registration -> registration.run(reader));
  }

  void clear() {
    registrations.clear();
  }
}
