package ee.otel.metrics.internal.callback;

import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.stream.StreamReader;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of observable instruments, in the order of their registration.
 *
 * <p>They run one after another, under the collection lock. One that throws disturbs no other, and
 * what it observed before counts.
 */
public final class Callbacks {
  private final List<Registration> registrations = new CopyOnWriteArrayList<>();
  private final CallbackRunner runner;
  private final Health health;

  public Callbacks(CallbackRunner runner, Health health) {
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
    void run(StreamReader reader) {
      Observation observation = new Observation(Callbacks.this, reader);
      instruments.forEach(instrument -> instrument.open(observation));
      try {
        runner.run(this, () -> call(observation));
        health.recovered(this, () -> "Callback of " + names() + " works again.");
      } catch (Throwable e) {
        observation.timedOut = e instanceof TimeoutException;
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        health.warn(
            this,
            e,
            () ->
                "Callback of "
                    + names()
                    + " failed: "
                    + (e instanceof TimeoutException ? e.getMessage() : e)
                    + ". What it observed before counts; the other callbacks are not affected.");
      } finally {
        instruments.forEach(instrument -> instrument.close(observation));
      }
    }

    private void call(Observation observation) {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      Observation outer = Observation.ON_THREAD.get();
      thread.setContextClassLoader(contextClassLoader);
      Observation.ON_THREAD.set(observation);
      try {
        callback.run();
      } finally {
        if (outer == null) {
          Observation.ON_THREAD.remove();
        } else {
          Observation.ON_THREAD.set(outer);
        }
        thread.setContextClassLoader(before);
      }
    }

    private String names() {
      return String.join(
          ", ", instruments.stream().map(instrument -> instrument.descriptor().name()).toList());
    }
  }

  /** One run of one callback. */
  static final class Observation {
    private static final ThreadLocal<@Nullable Observation> ON_THREAD = new ThreadLocal<>();

    private final Callbacks callbacks;
    private final StreamReader reader;
    private volatile boolean timedOut;

    private Observation(Callbacks callbacks, StreamReader reader) {
      this.callbacks = callbacks;
      this.reader = reader;
    }

    /** The one whose callback this thread runs, or null. */
    static @Nullable Observation onThisThread() {
      return ON_THREAD.get();
    }

    StreamReader reader() {
      return reader;
    }

    /** Whether the collection has gone on without it. */
    boolean isTimedOut() {
      return timedOut;
    }
  }

  /** Whether this thread runs one of these callbacks. */
  public boolean areRunningHere() {
    Observation running = Observation.onThisThread();
    return running != null && running.callbacks == this;
  }

  public Runnable register(Runnable callback, List<ObservableInstrument> instruments) {
    Registration registration = new Registration(callback, instruments);
    registrations.add(registration);
    return () -> registrations.remove(registration);
  }

  public void run(StreamReader reader) {
    registrations.forEach(registration -> registration.run(reader));
  }

  public void clear() {
    registrations.clear();
  }
}
