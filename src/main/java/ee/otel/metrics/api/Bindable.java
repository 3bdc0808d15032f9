package ee.otel.metrics.api;

import io.opentelemetry.api.common.Attributes;

/**
 * An instrument that can be bound to attributes without a look-up for each measurement. The
 * instruments of this library are; applications call {@link Bind}.
 */
public interface Bindable {

  /** Binds an instrument for {@code long} values. */
  BoundLong bindLong(Attributes attributes);

  /** Binds an instrument for {@code double} values. */
  BoundDouble bindDouble(Attributes attributes);
}
