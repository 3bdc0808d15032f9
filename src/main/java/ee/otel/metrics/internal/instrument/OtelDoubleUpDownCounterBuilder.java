package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.DoubleUpDownCounterBuilder;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableDoubleUpDownCounter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API's builder of up-down counters of {@code double}s. */
final class OtelDoubleUpDownCounterBuilder extends InstrumentBuilder<DoubleUpDownCounterBuilder>
    implements DoubleUpDownCounterBuilder {
  OtelDoubleUpDownCounterBuilder(OtelLongUpDownCounterBuilder other) {
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
