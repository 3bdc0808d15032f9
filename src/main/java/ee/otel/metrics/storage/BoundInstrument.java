package ee.otel.metrics.storage;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** An instrument together with attributes: records without any look-up. Any thread. */
public final class BoundInstrument {
  private final SyncInstrument instrument;
  private final Recorder.Bound recorder;

  BoundInstrument(SyncInstrument instrument, Recorder.Bound recorder) {
    this.instrument = instrument;
    this.recorder = recorder;
  }

  public SyncInstrument instrument() {
    return instrument;
  }

  /**
   * @param bits the value, as the instrument's number type reads it; checked by the caller
   * @param context null for the current one
   */
  public void record(long bits, @Nullable Context context) {
    if (instrument.isEnabled()) {
      try {
        recorder.record(bits, context);
      } catch (Exception | LinkageError e) {
        instrument.failed(e);
      }
    }
  }
}
