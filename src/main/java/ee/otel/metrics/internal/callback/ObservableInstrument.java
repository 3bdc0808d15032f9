package ee.otel.metrics.internal.callback;

import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.internal.health.Failures;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.stream.AsyncStream;
import ee.otel.metrics.internal.view.InstrumentDescriptor;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An observable instrument: takes observations while one of its callbacks runs. Safe from any
 * thread, so a callback may hand the work to others.
 */
public final class ObservableInstrument {
  private final InstrumentDescriptor descriptor;
  private final List<AsyncStream> streams;
  private final Health health;
  private final Losses losses;
  private volatile boolean enabled;
  private @Nullable Observation observation;

  public ObservableInstrument(
      InstrumentDescriptor descriptor, List<AsyncStream> streams, Health health, Losses losses) {
    this.descriptor = descriptor;
    this.streams = List.copyOf(streams);
    this.health = health;
    this.losses = losses;
    this.enabled = !this.streams.isEmpty();
  }

  public InstrumentDescriptor descriptor() {
    return descriptor;
  }

  synchronized void open(Observation running) {
    observation = running;
  }

  synchronized void close(Observation running) {
    if (observation == running) {
      observation = null;
    }
  }

  /** Whether an observation would go anywhere. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Drops all observations from now on, without a warning. */
  public void disable() {
    enabled = false;
  }

  /**
   * Takes an observation; drops it, with a warning, when no callback of this instrument is running.
   *
   * @param bits the value, as the instrument's number type reads it; checked by the caller
   * @param attributes null for none
   */
  public synchronized void observe(long bits, @Nullable Attributes attributes) {
    if (!enabled) {
      return;
    }
    Observation own = Observation.onThisThread();
    if (observation == null || own != null && own != observation) {
      drop(own);
      return;
    }
    try {
      for (AsyncStream stream : streams) {
        if (stream.isReadBy(observation.reader())) {
          stream.observe(bits, attributes == null ? Attributes.empty() : attributes);
        }
      }
    } catch (Throwable e) {
      Failures.passOn(e);
      losses.add(Loss.INTERNAL_ERROR);
      health.warn(
          descriptor.identity(),
          e,
          () -> "Observation of " + descriptor.name() + " failed: " + e + ". The value is lost.");
    }
  }

  private void drop(@Nullable Observation own) {
    if (own != null && own.isTimedOut()) {
      losses.add(Loss.CALLBACK_TIMED_OUT); // of which the collection has already warned
      return;
    }
    losses.add(Loss.OUTSIDE_CALLBACK);
    health.warnOnce(
        List.of(Loss.OUTSIDE_CALLBACK, descriptor.identity()),
        () ->
            "Observation of "
                + descriptor.name()
                + " outside its callback is dropped; record it in the callback that was"
                + " registered for the instrument, or use a synchronous gauge.");
  }

  /** Counts a value that the instrument does not take, and says so once. */
  public void refuse(Loss reason, Number value) {
    if (enabled) {
      RefusedValue.report(descriptor, reason, value, losses, health);
    }
  }

  /**
   * Drops an observation of NaN. Libraries report NaN for a value that they do not know yet, so it
   * is no loss, and logged at FINE.
   */
  public void ignoreNotANumber() {
    if (enabled) {
      health.fine(() -> "Observation of " + descriptor.name() + " is dropped: NaN");
    }
  }
}
