package ee.otel.metrics.internal.mpmetrics;

import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Gauge;
import org.jspecify.annotations.Nullable;

/** A gauge of a registry. */
final class RegisteredGauge<T extends Number> extends Registered implements Gauge<T> {
  private final Supplier<? extends @Nullable T> value;
  private final Supplier<@Nullable AutoCloseable> observing;
  private @Nullable AutoCloseable observed;

  /**
   * @param observing begins to observe it; null as long as there is no meter
   */
  RegisteredGauge(
      Supplier<? extends @Nullable T> value, Supplier<@Nullable AutoCloseable> observing) {
    this.value = value;
    this.observing = observing;
  }

  @Override
  @SuppressWarnings("NullAway") // Specification, @Metric FIELD: null before there is a value.
  public T getValue() {
    return value.get();
  }

  @Override
  synchronized void connected() {
    if (observed == null && !isRemoved()) {
      observed = observing.get();
    }
  }

  @Override
  synchronized void remove() {
    super.remove();
    if (observed != null) {
      try {
        observed.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
