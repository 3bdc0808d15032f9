package ee.otel.metrics.storage;

import ee.otel.metrics.health.Health;
import ee.otel.metrics.health.Loss;
import ee.otel.metrics.health.Losses;
import ee.otel.metrics.view.InstrumentDescriptor;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** An instrument that is recorded into. Any thread; recording neither blocks nor throws. */
public final class SyncInstrument {
  private final InstrumentDescriptor descriptor;
  private final Health health;
  private final Losses losses;

  /** Plain: a thread that sees the old one for a while records into it for a while. */
  private Recorder recorder;

  SyncInstrument(InstrumentDescriptor descriptor, Recorder recorder, Health health, Losses losses) {
    this.descriptor = descriptor;
    this.recorder = recorder;
    this.health = health;
    this.losses = losses;
  }

  public InstrumentDescriptor descriptor() {
    return descriptor;
  }

  /** Whether a measurement would go anywhere. */
  public boolean isEnabled() {
    return recorder != Recorder.NONE;
  }

  /** From now on measurements go nowhere. */
  void disable() {
    recorder = Recorder.NONE;
  }

  /**
   * @param bits the value, as the instrument's number type reads it; checked by the caller
   * @param attributes null for none
   * @param context null for the current one
   */
  public void record(long bits, @Nullable Attributes attributes, @Nullable Context context) {
    try {
      recorder.record(bits, attributes == null ? Attributes.empty() : attributes, context);
    } catch (Exception | LinkageError e) {
      failed(e);
    }
  }

  /** The same for attributes that are given once. */
  public BoundInstrument bind(@Nullable Attributes attributes) {
    try {
      return new BoundInstrument(
          this, recorder.bind(attributes == null ? Attributes.empty() : attributes));
    } catch (Exception | LinkageError e) {
      failed(e);
      return new BoundInstrument(this, Recorder.NONE.bind(Attributes.empty()));
    }
  }

  /**
   * Ends the series of these attributes: the next collection exports its last point, a later
   * measurement begins a new series. What is measured before that collection still counts.
   */
  public void end(@Nullable Attributes attributes) {
    try {
      recorder.end(attributes == null ? Attributes.empty() : attributes);
    } catch (Exception | LinkageError e) {
      failed(e);
    }
  }

  void failed(Throwable e) {
    losses.add(Loss.INTERNAL_ERROR);
    health.warn(
        descriptor.identity(),
        e,
        () -> "Recording into " + descriptor.name() + " failed: " + e + ". The value is lost.");
  }

  /** Counts a value that the instrument does not take, and says so once. */
  public void refuse(Loss reason, Number value) {
    RefusedValue.report(descriptor, reason, value, losses, health);
  }
}
