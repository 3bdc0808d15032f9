package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Takes every value but NaN. */
class OtelLongGauge extends SyncInstrument implements LongGauge {

  OtelLongGauge(Streams streams) {
    super(streams);
  }

  @Override
  public final void set(long value) {
    set(value, null, null);
  }

  @Override
  public final void set(long value, @Nullable Attributes attributes) {
    set(value, attributes, null);
  }

  @Override
  public final void set(long value, @Nullable Attributes attributes, @Nullable Context context) {
    measure(value, attributes, context);
  }
}
