package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.BoundDoubleCounter;
import io.opentelemetry.api.incubator.metrics.BoundDoubleGauge;
import io.opentelemetry.api.incubator.metrics.BoundDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.BoundDoubleUpDownCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleGauge;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleUpDownCounter;

/** The instruments for {@code double} values, as the API's incubator can bind them. */
final class BindableDoubles {
  private BindableDoubles() {}

  static final class Counter extends OtelDoubleCounter implements ExtendedDoubleCounter {
    Counter(Streams streams) {
      super(streams);
    }

    @Override
    public BoundDoubleCounter bind(Attributes attributes) {
      return new ExtendedBoundDouble(bindDouble(attributes));
    }
  }

  /** An up-down counter that can be bound. */
  static final class UpDownCounter extends OtelDoubleUpDownCounter
      implements ExtendedDoubleUpDownCounter {
    UpDownCounter(Streams streams) {
      super(streams);
    }

    @Override
    public BoundDoubleUpDownCounter bind(Attributes attributes) {
      return new ExtendedBoundDouble(bindDouble(attributes));
    }
  }

  static final class Histogram extends OtelDoubleHistogram implements ExtendedDoubleHistogram {
    Histogram(Streams streams) {
      super(streams);
    }

    @Override
    public BoundDoubleHistogram bind(Attributes attributes) {
      return new ExtendedBoundDouble(bindDouble(attributes));
    }
  }

  static final class Gauge extends OtelDoubleGauge implements ExtendedDoubleGauge {
    Gauge(Streams streams) {
      super(streams);
    }

    @Override
    public BoundDoubleGauge bind(Attributes attributes) {
      return new ExtendedBoundDouble(bindDouble(attributes));
    }
  }
}
