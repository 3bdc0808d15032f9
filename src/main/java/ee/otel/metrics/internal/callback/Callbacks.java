package ee.otel.metrics.internal.callback;

import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.stream.StreamReader;
import ee.otel.metrics.internal.work.Step;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of observable instruments, in the order of their registration.
 *
 * <p>They run one after another, in one collection at a time. One that throws or hangs disturbs no
 * other, and what it observed before counts. One that hangs is not started again before it has
 * returned.
 */
public final class Callbacks {
  /** How the scopes of this library's own instruments begin. */
  private static final String OWN_SCOPES = "ee.otel.metrics";

  private final List<Registration> registrations = new CopyOnWriteArrayList<>();
  private final CallbackRunner runner;
  private final LongSupplier nanoTime;
  private final Health health;
  private final LongAdder failures = new LongAdder();
  private final LongAdder leftBehind = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  /**
   * @param nanoTime a clock that never goes back
   */
  public Callbacks(CallbackRunner runner, LongSupplier nanoTime, Health health) {
    this.runner = runner;
    this.nanoTime = nanoTime;
    this.health = health;
  }

  /** A callback and what it observes. Runs with the class loader that it was registered with. */
  private static final class Registration {
    private final Runnable callback;
    private final List<ObservableInstrument> instruments;
    private final ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();

    /** Whether it runs: also in a later collection, when it hangs since an earlier one. */
    private final AtomicBoolean running = new AtomicBoolean();

    Registration(Runnable callback, List<ObservableInstrument> instruments) {
      this.callback = callback;
      this.instruments = List.copyOf(instruments);
    }

    /** Whether all of it is this library's own, which never hangs. */
    boolean isOwn() {
      return instruments.stream()
          .allMatch(instrument -> instrument.descriptor().scope().name().startsWith(OWN_SCOPES));
    }

    void call(Observation observation) {
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

    String names() {
      return String.join(
          ", ", instruments.stream().map(instrument -> instrument.descriptor().name()).toList());
    }
  }

  /** The callbacks of one collection, each of which runs once. For one thread at a time. */
  public final class Runs {
    private final Iterator<Registration> left = registrations.iterator();
    private final StreamReader reader;
    private volatile boolean stopped;

    private Runs(StreamReader reader) {
      this.reader = reader;
    }

    /** Lets no other callback begin. Safe from any thread. */
    public void stop() {
      stopped = true;
    }

    /** The next callback, or null. One that hangs since an earlier collection is left out. */
    public @Nullable Step next(CallbackLimits limits) {
      while (!stopped && left.hasNext()) {
        Registration registration = left.next();
        if (!registration.running.get()) {
          return new Run(registration, new Observation(Callbacks.this, reader), limits);
        }
        failed(registration, "it has not returned since an earlier collection", null);
      }
      return null;
    }
  }

  /** One run of a callback for a reader; whatever becomes of it, its observation is ended. */
  private final class Run implements Step {
    private final Registration registration;
    private final Observation observation;
    private final CallbackLimits limits;
    private long begin = nanoTime.getAsLong();
    private boolean limited;
    private long limit;
    private boolean over;
    private @Nullable Throwable thrown;

    Run(Registration registration, Observation observation, CallbackLimits limits) {
      this.registration = registration;
      this.observation = observation;
      this.limits = limits;
    }

    @Override
    public boolean isTrusted() {
      return registration.isOwn();
    }

    @Override
    public long limit(long now) {
      if (!limited) {
        limited = true;
        limit = limits.limit(now);
      }
      return limit;
    }

    @Override
    public void run() {
      if (!open()) {
        return;
      }
      try {
        registration.call(observation);
      } catch (Throwable e) {
        thrown = e;
      }
    }

    private synchronized boolean open() {
      begin = nanoTime.getAsLong();
      if (over) {
        return false;
      }
      registration.running.set(true);
      registration.instruments.forEach(instrument -> instrument.open(observation));
      return true;
    }

    private synchronized void close() {
      over = true;
      registration.instruments.forEach(instrument -> instrument.close(observation));
      nanos.add(nanoTime.getAsLong() - begin);
    }

    @Override
    public void ended() {
      close();
      registration.running.set(false);
      Throwable e = thrown;
      if (e == null) {
        health.recovered(
            registration, () -> "Callback of " + registration.names() + " works again.");
      } else {
        failed(registration, e.toString(), e);
      }
    }

    @Override
    public void leftBehind() {
      observation.timedOut = true;
      leftBehind.increment();
      close();
      long millis = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - begin);
      failed(registration, "it has not returned after " + millis + " ms", null);
    }

    @Override
    public void returned() {
      registration.running.set(false);
    }

    @Override
    public void refused() {
      failed(registration, "the server gave no thread to run it", null);
    }
  }

  private void failed(Registration registration, String why, @Nullable Throwable thrown) {
    failures.increment();
    health.warn(
        registration,
        thrown,
        () ->
            "Callback of "
                + registration.names()
                + " failed: "
                + why
                + ". What it observed before counts; the other callbacks are not affected.");
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

    /** The observation of the callback that this thread runs, or null. */
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

  /** Whether this thread runs a callback, of whichever application. */
  public static boolean anyRunsHere() {
    return Observation.onThisThread() != null;
  }

  /** Whether this thread runs one of these callbacks. */
  public boolean areRunningHere() {
    Observation running = Observation.onThisThread();
    return running != null && running.callbacks == this;
  }

  /**
   * Registers a callback.
   *
   * @return ends the registration, also from inside the callback
   */
  public Runnable register(Runnable callback, List<ObservableInstrument> instruments) {
    Registration registration = new Registration(callback, instruments);
    registrations.add(registration);
    return () -> registrations.remove(registration);
  }

  /** Runs them all for a reader's collection. */
  public void run(StreamReader reader) {
    runner.run(runs(reader));
  }

  /** The time limits of a collection's filter and producers. */
  public CallbackLimits limits() {
    return runner.limits();
  }

  /** What a reader's collection has to run, for whoever runs it elsewhere. */
  public Runs runs(StreamReader reader) {
    return new Runs(reader);
  }

  /** How many runs threw, were left behind or could not begin. */
  public long failures() {
    return failures.sum();
  }

  /** How many runs were left behind because their time was up. */
  public long leftBehind() {
    return leftBehind.sum();
  }

  /** How long collections waited for callbacks so far, in nanoseconds. */
  public long nanos() {
    return nanos.sum();
  }

  /** Forgets all callbacks. */
  public void clear() {
    registrations.clear();
  }
}
