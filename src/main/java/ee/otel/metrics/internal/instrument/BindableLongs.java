package ee.otel.metrics.internal.instrument;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.BoundLongCounter;
import io.opentelemetry.api.incubator.metrics.BoundLongGauge;
import io.opentelemetry.api.incubator.metrics.BoundLongHistogram;
import io.opentelemetry.api.incubator.metrics.BoundLongUpDownCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedLongGauge;
import io.opentelemetry.api.incubator.metrics.ExtendedLongHistogram;
import io.opentelemetry.api.incubator.metrics.ExtendedLongUpDownCounter;

/** The instruments for {@code long} values, as the API's incubator can bind them. */
final class BindableLongs {
  private BindableLongs() {}

  static final class Counter extends OtelLongCounter implements ExtendedLongCounter {
    Counter(Streams streams) {
      super(streams);
    }

    @Override
    public BoundLongCounter bind(Attributes attributes) {
      return new ExtendedBoundLong(bindLong(attributes));
    }
  }

  /** An up-down counter that can be bound. */
  static final class UpDownCounter extends OtelLongUpDownCounter
      implements ExtendedLongUpDownCounter {
    UpDownCounter(Streams streams) {
      super(streams);
    }

    @Override
    public BoundLongUpDownCounter bind(Attributes attributes) {
      return new ExtendedBoundLong(bindLong(attributes));
    }
  }

  static final class Histogram extends OtelLongHistogram implements ExtendedLongHistogram {
    Histogram(Streams streams) {
      super(streams);
    }

    @Override
    public BoundLongHistogram bind(Attributes attributes) {
      return new ExtendedBoundLong(bindLong(attributes));
    }
  }

  static final class Gauge extends OtelLongGauge implements ExtendedLongGauge {
    Gauge(Streams streams) {
      super(streams);
    }

    @Override
    public BoundLongGauge bind(Attributes attributes) {
      return new ExtendedBoundLong(bindLong(attributes));
    }
  }
}
