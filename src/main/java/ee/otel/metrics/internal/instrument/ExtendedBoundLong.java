package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.BoundLong;
import io.opentelemetry.api.incubator.metrics.BoundLongCounter;
import io.opentelemetry.api.incubator.metrics.BoundLongGauge;
import io.opentelemetry.api.incubator.metrics.BoundLongHistogram;
import io.opentelemetry.api.incubator.metrics.BoundLongUpDownCounter;
import io.opentelemetry.context.Context;

/** A bound instrument, as each of the incubator's kinds at once: all their methods record. */
record ExtendedBoundLong(BoundLong series)
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
