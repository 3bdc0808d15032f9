package ee.otel.metrics.internal.config;

import java.util.List;

/**
 * What is measured of the JVM.
 *
 * @param enabled whether anything is: {@code otel.metrics.ee.jvm} (true)
 * @param always whether this application reports the JVM also when another one does: {@code
 *     otel.metrics.ee.jvm.reported} (once)
 * @param development whether the metrics that are still in development are there: {@code
 *     otel.instrumentation.runtime-telemetry.emit-experimental-metrics} (false)
 * @param optIn whether the metrics that the conventions leave to a choice are there: {@code
 *     otel.metrics.ee.jvm.opt.in} (false)
 * @param gcCause whether garbage collections carry their cause: {@code
 *     otel.instrumentation.runtime-telemetry.capture-gc-cause} (false)
 */
public record JvmConfig(
    boolean enabled, boolean always, boolean development, boolean optIn, boolean gcCause) {

  private static final Key<Boolean> ENABLED = Key.flag("otel.metrics.ee.jvm", true);
  private static final Key<Boolean> ALWAYS =
      Key.choice(
          "otel.metrics.ee.jvm.reported",
          "once",
          ValueParser.choices("once", false, "always", true));
  private static final Key<Boolean> DEVELOPMENT =
      Key.flag("otel.instrumentation.runtime-telemetry.emit-experimental-metrics", false);
  private static final Key<Boolean> OPT_IN = Key.flag("otel.metrics.ee.jvm.opt.in", false);
  private static final Key<Boolean> GC_CAUSE =
      Key.flag("otel.instrumentation.runtime-telemetry.capture-gc-cause", false);

  static final List<Key<?>> KEYS = List.of(ENABLED, ALWAYS, DEVELOPMENT, OPT_IN, GC_CAUSE);

  static JvmConfig read(Lookup lookup) {
    return new JvmConfig(
        lookup.get(ENABLED),
        lookup.get(ALWAYS),
        lookup.get(DEVELOPMENT),
        lookup.get(OPT_IN),
        lookup.get(GC_CAUSE));
  }
}
