package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleCounterBuilder;
import io.opentelemetry.api.metrics.ObservableDoubleCounter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API's builder of counters of {@code double}s. */
final class OtelDoubleCounterBuilder extends InstrumentBuilder<DoubleCounterBuilder>
    implements DoubleCounterBuilder {
  OtelDoubleCounterBuilder(OtelLongCounterBuilder other) {
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
