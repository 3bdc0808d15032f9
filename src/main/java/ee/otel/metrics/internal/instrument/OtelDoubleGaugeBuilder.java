package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.LongGaugeBuilder;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The API's builder of gauges of {@code double}s; see {@link SynchronousGauges}. */
final class OtelDoubleGaugeBuilder extends InstrumentBuilder<DoubleGaugeBuilder>
    implements DoubleGaugeBuilder {
  OtelDoubleGaugeBuilder(OtelMeter meter, @Nullable String name) {
    super(meter, name, InstrumentKind.GAUGE, InstrumentKind.OBSERVABLE_GAUGE, NumberType.DOUBLE);
  }

  @Override
  public LongGaugeBuilder ofLongs() {
    return new OtelLongGaugeBuilder(this);
  }

  @Override
  public DoubleGauge build() {
    return SynchronousGauges.ofDouble(this);
  }

  @Override
  public ObservableDoubleMeasurement buildObserver() {
    return doubleObserver();
  }

  @Override
  public ObservableDoubleGauge buildWithCallback(
      @Nullable Consumer<ObservableDoubleMeasurement> callback) {
    return observeDouble(callback);
  }
}
