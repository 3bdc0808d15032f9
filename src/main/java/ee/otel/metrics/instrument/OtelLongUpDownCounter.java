package ee.otel.metrics.instrument;

import ee.otel.metrics.storage.SyncInstrument;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Takes finite values. */
record OtelLongUpDownCounter(SyncInstrument instrument) implements LongUpDownCounter, Bindable {

  @Override
  public boolean isEnabled() {
    return instrument.isEnabled();
  }

  @Override
  public void add(long value) {
    add(value, null, null);
  }

  @Override
  public void add(long value, @Nullable Attributes attributes) {
    add(value, attributes, null);
  }

  @Override
  public void add(long value, @Nullable Attributes attributes, @Nullable Context context) {
    instrument.record(value, attributes, context);
  }
}
