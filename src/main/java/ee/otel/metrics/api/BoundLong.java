package ee.otel.metrics.api;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * An instrument for {@code long} values together with its attributes: records without any look-up.
 * Safe from any thread; never throws. Made by {@link Bind}.
 */
public interface BoundLong {

  /** Records a value, as the instrument's {@code add}, {@code record} or {@code set} does. */
  default void record(long value) {
    record(value, null);
  }

  /**
   * Records a value.
   *
   * @param context where an exemplar's span is taken from; null for the current one
   */
  void record(long value, @Nullable Context context);

  /**
   * Ends the series of these attributes: the next collection exports its last point, and a
   * measurement after that begins a new series with a new start. For what comes and goes, such as
   * the queue of a tenant. Does nothing to an instrument of another implementation.
   */
  default void end() {}
}
