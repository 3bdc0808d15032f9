package ee.otel.metrics.internal.config;

import java.util.List;

/**
 * The MXBean and the health check.
 *
 * @param mxBean whether an MXBean is registered: {@code otel.metrics.ee.operator.mxbean} (true)
 * @param healthCheck whether there is a readiness check where the server has MicroProfile Health:
 *     {@code otel.metrics.ee.operator.health} (false)
 * @param unreadyWhenFailing whether a failing export makes the application unready: {@code
 *     otel.metrics.ee.operator.health.unready} (false)
 */
public record OperatorConfig(boolean mxBean, boolean healthCheck, boolean unreadyWhenFailing) {
  private static final Key<Boolean> MXBEAN = Key.flag("otel.metrics.ee.operator.mxbean", true);
  private static final Key<Boolean> HEALTH = Key.flag("otel.metrics.ee.operator.health", false);
  private static final Key<Boolean> UNREADY =
      Key.flag("otel.metrics.ee.operator.health.unready", false);

  static final List<Key<?>> KEYS = List.of(MXBEAN, HEALTH, UNREADY);

  static OperatorConfig read(Lookup lookup) {
    return new OperatorConfig(lookup.get(MXBEAN), lookup.get(HEALTH), lookup.get(UNREADY));
  }
}
