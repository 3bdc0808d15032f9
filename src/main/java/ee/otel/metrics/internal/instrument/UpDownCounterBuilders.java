package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.DoubleUpDownCounterBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableDoubleUpDownCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API's builders of up-down counters. */
final class UpDownCounterBuilders {
  private UpDownCounterBuilders() {}

  static final class OfLong extends InstrumentBuilder<LongUpDownCounterBuilder>
      implements LongUpDownCounterBuilder {
    OfLong(OtelMeter meter, @Nullable String name) {
      super(
          meter,
          name,
          InstrumentKind.UP_DOWN_COUNTER,
          InstrumentKind.OBSERVABLE_UP_DOWN_COUNTER,
          NumberType.LONG);
    }

    @Override
    public DoubleUpDownCounterBuilder ofDoubles() {
      return new OfDouble(this);
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

  static final class OfDouble extends InstrumentBuilder<DoubleUpDownCounterBuilder>
      implements DoubleUpDownCounterBuilder {
    OfDouble(OfLong other) {
      super(other, NumberType.DOUBLE);
    }

    @Override
    public DoubleUpDownCounter build() {
      return sync(Instruments.doubleUpDownCounter());
    }

    @Override
    public ObservableDoubleMeasurement buildObserver() {
      return doubleObserver();
    }

    @Override
    public ObservableDoubleUpDownCounter buildWithCallback(
        @Nullable Consumer<ObservableDoubleMeasurement> callback) {
      return observeDouble(callback);
    }
  }
}
