package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.BoundLong;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.BoundLongCounter;
import io.opentelemetry.api.incubator.metrics.BoundLongGauge;
import io.opentelemetry.api.incubator.metrics.BoundLongHistogram;
import io.opentelemetry.api.incubator.metrics.BoundLongUpDownCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedLongGauge;
import io.opentelemetry.api.incubator.metrics.ExtendedLongHistogram;
import io.opentelemetry.api.incubator.metrics.ExtendedLongUpDownCounter;
import io.opentelemetry.context.Context;

/** The instruments for {@code long} values, as the API's incubator can bind them. */
final class BindableLongs {
  private BindableLongs() {}

  /** What recording through a bound instrument comes to, by whatever name its kind has for it. */
  private record Bound(BoundLong series)
      implements BoundLongCounter, BoundLongUpDownCounter, BoundLongHistogram, BoundLongGauge {
    @Override
    public void add(long value) {
      series.record(value);
    }

    @Override
    public void add(long value, Context context) {
      series.record(value, context);
    }

    @Override
    public void record(long value) {
      series.record(value);
    }

    @Override
    public void record(long value, Context context) {
      series.record(value, context);
    }

    @Override
    public void set(long value) {
      series.record(value);
    }

    @Override
    public void set(long value, Context context) {
      series.record(value, context);
    }
  }

  /** A counter that can be bound. */
  static final class Counter extends OtelLongCounter implements ExtendedLongCounter {
    Counter(Streams streams) {
      super(streams);
    }

    @Override
    public BoundLongCounter bind(Attributes attributes) {
      return new Bound(bindLong(attributes));
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
      return new Bound(bindLong(attributes));
    }
  }

  /** A histogram that can be bound. */
  static final class Histogram extends OtelLongHistogram implements ExtendedLongHistogram {
    Histogram(Streams streams) {
      super(streams);
    }

    @Override
    public BoundLongHistogram bind(Attributes attributes) {
      return new Bound(bindLong(attributes));
    }
  }

  /** A gauge that can be bound. */
  static final class Gauge extends OtelLongGauge implements ExtendedLongGauge {
    Gauge(Streams streams) {
      super(streams);
    }

    @Override
    public BoundLongGauge bind(Attributes attributes) {
      return new Bound(bindLong(attributes));
    }
  }
}
