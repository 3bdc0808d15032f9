package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.Bindable;
import ee.otel.metrics.api.BoundDouble;
import ee.otel.metrics.api.BoundLong;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.internal.callback.RefusedValue;
import ee.otel.metrics.internal.health.Failures;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.stream.Recorder;
import ee.otel.metrics.internal.view.InstrumentDescriptor;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * A synchronous instrument. Any thread; recording neither blocks nor throws.
 *
 * <p>The instruments of the API extend it, so that a measurement passes one object less on its way
 * (RecordBenchmark.counter).
 */
class SyncInstrument implements Bindable {
  private final InstrumentDescriptor descriptor;
  private final Health health;
  private final Losses losses;

  /** Plain: a thread that sees the old one for a while records into it for a while. */
  private Recorder recorder;

  /** Where an instrument's measurements go. */
  record Streams(
      InstrumentDescriptor descriptor, Recorder recorder, Losses losses, Health health) {}

  SyncInstrument(Streams streams) {
    this.descriptor = streams.descriptor();
    this.recorder = streams.recorder();
    this.losses = streams.losses();
    this.health = streams.health();
  }

  final InstrumentDescriptor descriptor() {
    return descriptor;
  }

  /** Whether a measurement would go anywhere; overrides what newer versions of the API ask. */
  public final boolean isEnabled() {
    return !(recorder instanceof Recorder.Nowhere);
  }

  /** From now on measurements go nowhere, and are counted as lost. */
  final void disable() {
    if (isEnabled()) {
      recorder = Recorder.lost(losses, health);
    }
  }

  /**
   * @param bits the value, as the instrument's number type reads it; checked by the caller
   * @param attributes null for none
   * @param context null for the current one
   */
  final void measure(long bits, @Nullable Attributes attributes, @Nullable Context context) {
    try {
      recorder.record(bits, attributes == null ? Attributes.empty() : attributes, context);
    } catch (Throwable e) {
      failed(e);
    }
  }

  @Override
  public final BoundLong bindLong(Attributes attributes) {
    return new BoundInstrument.OfLong(this, attributes);
  }

  @Override
  public final BoundDouble bindDouble(Attributes attributes) {
    return new BoundInstrument.OfDouble(this, attributes);
  }

  /** The same for attributes that are given once. */
  final Recorder.Bound bound(Attributes attributes) {
    try {
      return recorder.bind(attributes);
    } catch (Throwable e) {
      failed(e);
      return Recorder.NONE.bind(attributes);
    }
  }

  /** Ends the series of these attributes; see {@link Recorder#end}. */
  final void end(@Nullable Attributes attributes) {
    try {
      recorder.end(attributes == null ? Attributes.empty() : attributes);
    } catch (Throwable e) {
      failed(e);
    }
  }

  final void failed(Throwable e) {
    Failures.passOn(e);
    losses.add(Loss.INTERNAL_ERROR);
    health.warn(
        descriptor.identity(),
        e,
        () -> "Recording into " + descriptor.name() + " failed: " + e + ". The value is lost.");
  }

  /** Counts a value that the instrument does not take, and says so once. */
  final void refuse(Loss reason, Number value) {
    if (isEnabled()) {
      RefusedValue.report(descriptor, reason, value, losses, health);
    }
  }
}
