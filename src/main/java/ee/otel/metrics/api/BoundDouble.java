package ee.otel.metrics.api;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** As {@link BoundLong}, for instruments of {@code double} values. */
public interface BoundDouble {

  /** Records a value, as the instrument's {@code add}, {@code record} or {@code set} does. */
  default void record(double value) {
    record(value, null);
  }

  /**
   * Records a value.
   *
   * @param context where an exemplar's span is taken from; null for the current one
   */
  void record(double value, @Nullable Context context);

  /** As {@link BoundLong#end}. */
  default void end() {}
}
