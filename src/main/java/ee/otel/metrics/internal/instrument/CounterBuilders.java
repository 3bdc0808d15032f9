package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleCounterBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.ObservableDoubleCounter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API's builders of counters. */
final class CounterBuilders {
  private CounterBuilders() {}

  static final class OfLong extends InstrumentBuilder<LongCounterBuilder>
      implements LongCounterBuilder {
    OfLong(OtelMeter meter, @Nullable String name) {
      super(
          meter, name, InstrumentKind.COUNTER, InstrumentKind.OBSERVABLE_COUNTER, NumberType.LONG);
    }

    @Override
    public DoubleCounterBuilder ofDoubles() {
      return new OfDouble(this);
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

  static final class OfDouble extends InstrumentBuilder<DoubleCounterBuilder>
      implements DoubleCounterBuilder {
    OfDouble(OfLong other) {
      super(other, NumberType.DOUBLE);
    }

    @Override
    public DoubleCounter build() {
      return sync(Instruments.doubleCounter());
    }

    @Override
    public ObservableDoubleMeasurement buildObserver() {
      return doubleObserver();
    }

    @Override
    public ObservableDoubleCounter buildWithCallback(
        @Nullable Consumer<ObservableDoubleMeasurement> callback) {
      return observeDouble(callback);
    }
  }
}
