package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.Loss;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Takes 0 and positive finite values. */
class OtelLongCounter extends SyncInstrument implements LongCounter {

  OtelLongCounter(Streams streams) {
    super(streams);
  }

  @Override
  public final void add(long value) {
    add(value, null, null);
  }

  @Override
  public final void add(long value, @Nullable Attributes attributes) {
    add(value, attributes, null);
  }

  @Override
  public final void add(long value, @Nullable Attributes attributes, @Nullable Context context) {
    if (value >= 0) {
      measure(value, attributes, context);
    } else {
      refuse(Loss.NEGATIVE, value);
    }
  }
}
