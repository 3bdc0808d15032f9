package ee.otel.metrics.internal.mpmetrics;

import ee.otel.metrics.internal.annotation.Recording;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** Records the duration of the invocations of a method by a timer of a registry. */
final class RegisteredTimerRecording extends KnownMetric<RegisteredTimer> implements Recording {
  RegisteredTimerRecording(MetricRegistry registry, MetricID id) {
    super(registry, id, RegisteredTimer.class);
  }

  @Override
  public void begin(@Nullable Object[] parameters) {
    metric();
  }

  @Override
  public void end(
      @Nullable Object[] parameters,
      long nanos,
      @Nullable Object result,
      @Nullable Throwable failure) {
    known().update(nanos);
  }

  @Override
  public boolean hasEnd() {
    return true;
  }
}
