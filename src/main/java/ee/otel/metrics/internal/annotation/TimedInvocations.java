package ee.otel.metrics.internal.annotation;

import io.opentelemetry.api.metrics.DoubleHistogram;
import org.jspecify.annotations.Nullable;

/** Records how long the invocations of a method take. */
record TimedInvocations(DoubleHistogram histogram, CallAttributes attributes) implements Recording {
  private static final double NANOS_PER_SECOND = 1e9;

  @Override
  public void end(
      @Nullable Object[] parameters,
      long nanos,
      @Nullable Object result,
      @Nullable Throwable failure) {
    histogram.record(nanos / NANOS_PER_SECOND, attributes.of(parameters, result, failure));
  }

  @Override
  public boolean hasEnd() {
    return true;
  }
}
