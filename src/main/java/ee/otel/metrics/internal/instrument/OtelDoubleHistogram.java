package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Takes 0 and positive finite values. */
class OtelDoubleHistogram extends SyncInstrument implements DoubleHistogram {

  OtelDoubleHistogram(Streams streams) {
    super(streams);
  }

  @Override
  public final void record(double value) {
    record(value, null, null);
  }

  @Override
  public final void record(double value, @Nullable Attributes attributes) {
    record(value, attributes, null);
  }

  @Override
  public final void record(
      double value, @Nullable Attributes attributes, @Nullable Context context) {
    if (value >= 0 && value <= Double.MAX_VALUE) {
      measure(Double.doubleToRawLongBits(value), attributes, context);
    } else {
      refuse(AcceptedValues.reason(value), value);
    }
  }
}
