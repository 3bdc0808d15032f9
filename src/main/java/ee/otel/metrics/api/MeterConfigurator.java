package ee.otel.metrics.api;

import ee.otel.metrics.data.Scope;

/**
 * Switches meters on and off (specification: <em>Metrics SDK, MeterConfigurator</em>).
 *
 * <p>Asked when an instrument is built; instruments of a meter that is off record nothing, cost
 * next to nothing, and say so by {@code isEnabled()}. Called from any thread.
 */
@FunctionalInterface
public interface MeterConfigurator {

  /** Whether the meter of this scope is on. */
  boolean isEnabled(Scope scope);
}
