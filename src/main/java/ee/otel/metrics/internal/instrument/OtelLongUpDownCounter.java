package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Takes finite values. */
class OtelLongUpDownCounter extends SyncInstrument implements LongUpDownCounter {

  OtelLongUpDownCounter(Streams streams) {
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
    measure(value, attributes, context);
  }
}
