package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Takes every value but NaN. */
class OtelDoubleGauge extends SyncInstrument implements DoubleGauge {

  OtelDoubleGauge(Streams streams) {
    super(streams);
  }

  @Override
  public final void set(double value) {
    set(value, null, null);
  }

  @Override
  public final void set(double value, @Nullable Attributes attributes) {
    set(value, attributes, null);
  }

  @Override
  public final void set(double value, @Nullable Attributes attributes, @Nullable Context context) {
    if (!Double.isNaN(value)) {
      measure(Double.doubleToRawLongBits(value), attributes, context);
    } else {
      refuse(AcceptedValues.reason(value), value);
    }
  }
}
