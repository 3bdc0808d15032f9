package ee.otel.metrics.internal.callback;

import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.stream.StreamReader;
import ee.otel.metrics.internal.work.Step;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
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
  private final List<CallbackRegistration> registrations = new CopyOnWriteArrayList<>();
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

  /** The callbacks of one collection, each of which runs once. For one thread at a time. */
  public final class Runs {
    private final Iterator<CallbackRegistration> left = registrations.iterator();
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
        CallbackRegistration registration = left.next();
        if (!registration.running.get()) {
          return new CallbackRun(
              Callbacks.this, registration, new Observation(Callbacks.this, reader), limits);
        }
        failed(registration, "it has not returned since an earlier collection", null);
      }
      return null;
    }
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** A run has ended, or was left behind, after so many nanoseconds. */
  void ran(long duration) {
    nanos.add(duration);
  }

  void succeeded(CallbackRegistration registration) {
    health.recovered(registration, () -> "Callback of " + registration.names() + " works again.");
  }

  /** A run was left behind, because its time is up. */
  void timedOut(CallbackRegistration registration, long duration) {
    leftBehind.increment();
    long millis = TimeUnit.NANOSECONDS.toMillis(duration);
    failed(registration, "it has not returned after " + millis + " ms", null);
  }

  void failed(CallbackRegistration registration, String why, @Nullable Throwable thrown) {
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

  /** Whether this thread runs a callback, of whichever application. */
  public static boolean anyRunsHere() {
    return Observation.onThisThread() != null;
  }

  /** Whether this thread runs one of these callbacks. */
  public boolean areRunningHere() {
    Observation running = Observation.onThisThread();
    return running != null && running.isOf(this);
  }

  /**
   * Registers a callback.
   *
   * @return ends the registration, also from inside the callback
   */
  public Runnable register(Runnable callback, List<ObservableInstrument> instruments) {
    CallbackRegistration registration = new CallbackRegistration(callback, instruments);
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

  /** The callbacks that a reader's collection has to run. */
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
