package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.Loss;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Takes 0 and positive finite values. */
class OtelLongHistogram extends SyncInstrument implements LongHistogram {

  OtelLongHistogram(Streams streams) {
    super(streams);
  }

  @Override
  public final void record(long value) {
    record(value, null, null);
  }

  @Override
  public final void record(long value, @Nullable Attributes attributes) {
    record(value, attributes, null);
  }

  @Override
  public final void record(long value, @Nullable Attributes attributes, @Nullable Context context) {
    if (value >= 0) {
      measure(value, attributes, context);
    } else {
      refuse(Loss.NEGATIVE, value);
    }
  }
}
