package ee.otel.metrics.internal.mpmetrics;

import ee.otel.metrics.internal.annotation.Recording;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** Counts the invocations of a method by a counter of a registry. */
final class RegisteredCounterRecording extends KnownMetric<RegisteredCounter> implements Recording {
  RegisteredCounterRecording(MetricRegistry registry, MetricID id) {
    super(registry, id, RegisteredCounter.class);
  }

  @Override
  public void begin(@Nullable Object[] parameters) {
    metric().inc();
  }

  @Override
  public boolean hasEnd() {
    return false;
  }
}
