package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Takes 0 and positive finite values. */
class OtelDoubleCounter extends SyncInstrument implements DoubleCounter {

  OtelDoubleCounter(Streams streams) {
    super(streams);
  }

  @Override
  public final void add(double value) {
    add(value, null, null);
  }

  @Override
  public final void add(double value, @Nullable Attributes attributes) {
    add(value, attributes, null);
  }

  @Override
  public final void add(double value, @Nullable Attributes attributes, @Nullable Context context) {
    if (value >= 0 && value <= Double.MAX_VALUE) {
      measure(Double.doubleToRawLongBits(value), attributes, context);
    } else {
      refuse(AcceptedValues.reason(value), value);
    }
  }
}
