package ee.otel.metrics.instrument;

import ee.otel.metrics.storage.SyncInstrument;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Takes every value but NaN. */
record OtelDoubleGauge(SyncInstrument instrument) implements DoubleGauge, Bindable {

  @Override
  public boolean isEnabled() {
    return instrument.isEnabled();
  }

  @Override
  public void set(double value) {
    set(value, null, null);
  }

  @Override
  public void set(double value, @Nullable Attributes attributes) {
    set(value, attributes, null);
  }

  @Override
  public void set(double value, @Nullable Attributes attributes, @Nullable Context context) {
    if (!Double.isNaN(value)) {
      instrument.record(Double.doubleToRawLongBits(value), attributes, context);
    } else {
      instrument.refuse(Values.reason(value), value);
    }
  }
}
