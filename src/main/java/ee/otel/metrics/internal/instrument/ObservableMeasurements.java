package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.internal.callback.ObservableInstrument;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import org.jspecify.annotations.Nullable;

/** The measurements that callbacks record into. */
final class ObservableMeasurements {
  private ObservableMeasurements() {}

  /** A measurement of ours. */
  interface Own {
    ObservableInstrument instrument();
  }

  record OfLong(ObservableInstrument instrument) implements Own, ObservableLongMeasurement {
    @Override
    public void record(long value) {
      instrument.observe(value, null);
    }

    @Override
    public void record(long value, @Nullable Attributes attributes) {
      instrument.observe(value, attributes);
    }
  }

  record OfDouble(ObservableInstrument instrument) implements Own, ObservableDoubleMeasurement {
    @Override
    public void record(double value) {
      record(value, null);
    }

    @Override
    public void record(double value, @Nullable Attributes attributes) {
      if (AcceptedValues.isTaken(value, instrument.descriptor().kind())) {
        instrument.observe(Double.doubleToRawLongBits(value), attributes);
      } else if (Double.isNaN(value)) {
        instrument.ignoreNotANumber();
      } else {
        instrument.refuse(AcceptedValues.reason(value), value);
      }
    }
  }
}
