package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Takes finite values. */
class OtelDoubleUpDownCounter extends SyncInstrument implements DoubleUpDownCounter {

  OtelDoubleUpDownCounter(Streams streams) {
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
    if (Math.abs(value) <= Double.MAX_VALUE) {
      measure(Double.doubleToRawLongBits(value), attributes, context);
    } else {
      refuse(AcceptedValues.reason(value), value);
    }
  }
}
