package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.data.NumberType;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongGaugeBuilder;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The API's builders of gauges.
 *
 * <p>The synchronous gauges came with API 1.38. With an older one on the class path these classes
 * still load, since what names the missing types is loaded only when it is called.
 */
final class GaugeBuilders {
  private GaugeBuilders() {}

  static final class OfDouble extends InstrumentBuilder<DoubleGaugeBuilder>
      implements DoubleGaugeBuilder {
    OfDouble(OtelMeter meter, @Nullable String name) {
      super(meter, name, InstrumentKind.GAUGE, InstrumentKind.OBSERVABLE_GAUGE, NumberType.DOUBLE);
    }

    @Override
    public LongGaugeBuilder ofLongs() {
      return new OfLong(this);
    }

    @Override
    public DoubleGauge build() {
      return Gauges.ofDouble(this);
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

  static final class OfLong extends InstrumentBuilder<LongGaugeBuilder>
      implements LongGaugeBuilder {
    OfLong(OfDouble other) {
      super(other, NumberType.LONG);
    }

    @Override
    public LongGauge build() {
      return Gauges.ofLong(this);
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

  /** Already typed as the API's, so that the verifier need not know that ours is one. */
  private static final class Gauges {
    static DoubleGauge ofDouble(InstrumentBuilder<?> builder) {
      return builder.sync(Instruments.doubleGauge());
    }

    static LongGauge ofLong(InstrumentBuilder<?> builder) {
      return builder.sync(Instruments.longGauge());
    }
  }
}
