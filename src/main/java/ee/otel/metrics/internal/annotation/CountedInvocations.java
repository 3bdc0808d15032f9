package ee.otel.metrics.internal.annotation;

import io.opentelemetry.api.metrics.LongCounter;
import org.jspecify.annotations.Nullable;

/** Counts the invocations of a method. */
record CountedInvocations(LongCounter counter, MetricSpec.Moment moment, CallAttributes attributes)
    implements Recording {
  @Override
  public void begin(@Nullable Object[] parameters) {
    if (moment == MetricSpec.Moment.BEGIN) {
      counter.add(1, attributes.of(parameters));
    }
  }

  @Override
  public void end(
      @Nullable Object[] parameters,
      long nanos,
      @Nullable Object result,
      @Nullable Throwable failure) {
    if (moment == MetricSpec.Moment.END || moment == MetricSpec.Moment.FAILURE && failure != null) {
      counter.add(1, attributes.of(parameters, result, failure));
    }
  }

  @Override
  public boolean hasEnd() {
    return moment != MetricSpec.Moment.BEGIN;
  }
}
