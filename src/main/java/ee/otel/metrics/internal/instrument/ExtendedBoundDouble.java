package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.BoundDouble;
import io.opentelemetry.api.incubator.metrics.BoundDoubleCounter;
import io.opentelemetry.api.incubator.metrics.BoundDoubleGauge;
import io.opentelemetry.api.incubator.metrics.BoundDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.BoundDoubleUpDownCounter;
import io.opentelemetry.context.Context;

/** A bound instrument, as each of the incubator's kinds at once: all their methods record. */
record ExtendedBoundDouble(BoundDouble series)
    implements BoundDoubleCounter,
        BoundDoubleUpDownCounter,
        BoundDoubleHistogram,
        BoundDoubleGauge {
  @Override
  public void add(double value) {
    series.record(value);
  }

  @Override
  public void add(double value, Context context) {
    series.record(value, context);
  }

  @Override
  public void record(double value) {
    series.record(value);
  }

  @Override
  public void record(double value, Context context) {
    series.record(value, context);
  }

  @Override
  public void set(double value) {
    series.record(value);
  }

  @Override
  public void set(double value, Context context) {
    series.record(value, context);
  }
}
