package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.metrics.DoubleUpDownCounterBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API's builder of up-down counters of {@code long}s. */
final class OtelLongUpDownCounterBuilder extends InstrumentBuilder<LongUpDownCounterBuilder>
    implements LongUpDownCounterBuilder {
  OtelLongUpDownCounterBuilder(OtelMeter meter, @Nullable String name) {
    super(
        meter,
        name,
        InstrumentKind.UP_DOWN_COUNTER,
        InstrumentKind.OBSERVABLE_UP_DOWN_COUNTER,
        NumberType.LONG);
  }

  @Override
  public DoubleUpDownCounterBuilder ofDoubles() {
    return new OtelDoubleUpDownCounterBuilder(this);
  }

  @Override
  public LongUpDownCounter build() {
    return sync(Instruments.longUpDownCounter());
  }

  @Override
  public ObservableLongMeasurement buildObserver() {
    return longObserver();
  }

  @Override
  public ObservableLongUpDownCounter buildWithCallback(
      @Nullable Consumer<ObservableLongMeasurement> callback) {
    return observeLong(callback);
  }
}
