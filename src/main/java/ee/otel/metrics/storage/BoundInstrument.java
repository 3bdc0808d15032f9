package ee.otel.metrics.storage;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** An instrument together with attributes: records without any look-up. Any thread. */
public class BoundInstrument {
  private final SyncInstrument instrument;
  private final Attributes attributes;
  private final Recorder.Bound recorder;

  protected BoundInstrument(SyncInstrument instrument, @Nullable Attributes attributes) {
    this.instrument = instrument;
    this.attributes = attributes == null ? Attributes.empty() : attributes;
    this.recorder = instrument.bound(this.attributes);
  }

  protected final SyncInstrument instrument() {
    return instrument;
  }

  /**
   * @param bits the value, as the instrument's number type reads it; checked by the caller
   * @param context null for the current one
   */
  protected final void measure(long bits, @Nullable Context context) {
    if (instrument.isEnabled()) {
      try {
        recorder.record(bits, context);
      } catch (Exception | LinkageError e) {
        instrument.failed(e);
      }
    }
  }

  /** Ends the series: see {@link SyncInstrument#end}. */
  public final void end() {
    instrument.end(attributes);
  }
}
