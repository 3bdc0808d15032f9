package ee.otel.metrics.instrument;

import ee.otel.metrics.health.Loss;
import ee.otel.metrics.storage.SyncInstrument;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Takes 0 and positive finite values. */
record OtelLongHistogram(SyncInstrument instrument) implements LongHistogram, Bindable {

  @Override
  public boolean isEnabled() {
    return instrument.isEnabled();
  }

  @Override
  public void record(long value) {
    record(value, null, null);
  }

  @Override
  public void record(long value, @Nullable Attributes attributes) {
    record(value, attributes, null);
  }

  @Override
  public void record(long value, @Nullable Attributes attributes, @Nullable Context context) {
    if (value >= 0) {
      instrument.record(value, attributes, context);
    } else {
      instrument.refuse(Loss.NEGATIVE, value);
    }
  }
}
