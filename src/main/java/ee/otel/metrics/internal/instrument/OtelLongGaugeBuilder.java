package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongGaugeBuilder;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API's builder of gauges of {@code long}s; see {@link SynchronousGauges}. */
final class OtelLongGaugeBuilder extends InstrumentBuilder<LongGaugeBuilder>
    implements LongGaugeBuilder {
  OtelLongGaugeBuilder(OtelDoubleGaugeBuilder other) {
    super(other, NumberType.LONG);
  }

  @Override
  public LongGauge build() {
    return SynchronousGauges.ofLong(this);
  }

  @Override
  public ObservableLongMeasurement buildObserver() {
    return longObserver();
  }

  @Override
  public ObservableLongGauge buildWithCallback(
      @Nullable Consumer<ObservableLongMeasurement> callback) {
    return observeLong(callback);
  }
}
