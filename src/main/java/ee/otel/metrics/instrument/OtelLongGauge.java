package ee.otel.metrics.instrument;

import ee.otel.metrics.storage.SyncInstrument;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Takes every value but NaN. */
record OtelLongGauge(SyncInstrument instrument) implements LongGauge, Bindable {

  @Override
  public boolean isEnabled() {
    return instrument.isEnabled();
  }

  @Override
  public void set(long value) {
    set(value, null, null);
  }

  @Override
  public void set(long value, @Nullable Attributes attributes) {
    set(value, attributes, null);
  }

  @Override
  public void set(long value, @Nullable Attributes attributes, @Nullable Context context) {
    instrument.record(value, attributes, context);
  }
}
