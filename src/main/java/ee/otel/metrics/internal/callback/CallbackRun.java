package ee.otel.metrics.internal.callback;

import ee.otel.metrics.internal.work.Step;
import org.jspecify.annotations.Nullable;

/** One run of a callback for a reader. Its observation ends with it, or when its time is up. */
final class CallbackRun implements Step {
  private final Callbacks callbacks;
  private final CallbackRegistration registration;
  private final Observation observation;
  private final CallbackLimits limits;
  private long begin;
  private boolean limited;
  private long limit;
  private boolean over;
  private @Nullable Throwable thrown;

  CallbackRun(
      Callbacks callbacks,
      CallbackRegistration registration,
      Observation observation,
      CallbackLimits limits) {
    this.callbacks = callbacks;
    this.registration = registration;
    this.observation = observation;
    this.limits = limits;
    this.begin = callbacks.nanoTime();
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
    begin = callbacks.nanoTime();
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
    callbacks.ran(callbacks.nanoTime() - begin);
  }

  @Override
  public void ended() {
    close();
    registration.running.set(false);
    Throwable e = thrown;
    if (e == null) {
      callbacks.succeeded(registration);
    } else {
      callbacks.failed(registration, e.toString(), e);
    }
  }

  @Override
  public void leftBehind() {
    observation.timeOut();
    close();
    callbacks.timedOut(registration, callbacks.nanoTime() - begin);
  }

  @Override
  public void returned() {
    registration.running.set(false);
  }

  @Override
  public void refused() {
    callbacks.failed(registration, "the server gave no thread to run it", null);
  }
}
