package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.BoundDouble;
import ee.otel.metrics.api.BoundLong;
import ee.otel.metrics.api.Loss;
import ee.otel.metrics.internal.stream.Recorder;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** An instrument together with attributes: records without any look-up. Any thread. */
abstract class BoundInstrument {
  final SyncInstrument instrument;
  private final Attributes attributes;
  private final Recorder.Bound recorder;

  private BoundInstrument(SyncInstrument instrument, @Nullable Attributes attributes) {
    this.instrument = instrument;
    this.attributes = attributes == null ? Attributes.empty() : attributes;
    this.recorder = instrument.bound(this.attributes);
  }

  /**
   * @param bits the value, as the instrument's number type reads it; checked by the caller
   * @param context null for the current one
   */
  final void measure(long bits, @Nullable Context context) {
    if (instrument.isEnabled()) {
      try {
        recorder.record(bits, context);
      } catch (Throwable e) {
        instrument.failed(e);
      }
    } else {
      instrument.measure(bits, attributes, context); // which counts what comes after the end
    }
  }

  /** Ends the series: see {@link Recorder#end}. */
  public final void end() {
    instrument.end(attributes);
  }

  /** For {@code long} values. */
  static final class OfLong extends BoundInstrument implements BoundLong {
    OfLong(SyncInstrument instrument, @Nullable Attributes attributes) {
      super(instrument, attributes);
    }

    @Override
    public void record(long value, @Nullable Context context) {
      if (value >= 0 || !instrument.descriptor().kind().isNonNegative()) {
        measure(value, context);
      } else {
        instrument.refuse(Loss.NEGATIVE, value);
      }
    }
  }

  /** For {@code double} values. */
  static final class OfDouble extends BoundInstrument implements BoundDouble {
    OfDouble(SyncInstrument instrument, @Nullable Attributes attributes) {
      super(instrument, attributes);
    }

    @Override
    public void record(double value, @Nullable Context context) {
      if (AcceptedValues.isTaken(value, instrument.descriptor().kind())) {
        measure(Double.doubleToRawLongBits(value), context);
      } else {
        instrument.refuse(AcceptedValues.reason(value), value);
      }
    }
  }
}
