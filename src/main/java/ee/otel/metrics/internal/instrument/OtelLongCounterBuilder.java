package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.metrics.DoubleCounterBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API's builder of counters of {@code long}s. */
final class OtelLongCounterBuilder extends InstrumentBuilder<LongCounterBuilder>
    implements LongCounterBuilder {
  OtelLongCounterBuilder(OtelMeter meter, @Nullable String name) {
    super(meter, name, InstrumentKind.COUNTER, InstrumentKind.OBSERVABLE_COUNTER, NumberType.LONG);
  }

  @Override
  public DoubleCounterBuilder ofDoubles() {
    return new OtelDoubleCounterBuilder(this);
  }

  @Override
  public LongCounter build() {
    return sync(Instruments.longCounter());
  }

  @Override
  public ObservableLongMeasurement buildObserver() {
    return longObserver();
  }

  @Override
  public ObservableLongCounter buildWithCallback(
      @Nullable Consumer<ObservableLongMeasurement> callback) {
    return observeLong(callback);
  }
}
