package ee.otel.metrics;

import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;

/**
 * {@code GlobalOpenTelemetry} of an application that brings the OpenTelemetry API itself: for
 * libraries that are instrumented in static code. The server's own, which other applications share,
 * is never touched.
 */
final class GlobalTelemetry {
  private GlobalTelemetry() {}

  /**
   * Sets it, or says why not.
   *
   * @param application the loader of the application's classes
   * @return takes it back
   */
  static AutoCloseable set(ClassLoader application, OpenTelemetry telemetry, Health health) {
    if (GlobalOpenTelemetry.class.getClassLoader() != application) {
      health.warning(
          () ->
              "GlobalOpenTelemetry is not set: the OpenTelemetry API is the server's, and other"
                  + " applications share it. Let the application use its own, see"
                  + " docs/servers.md, or remove otel.metrics.ee.global.");
      return () -> {};
    }
    try {
      GlobalOpenTelemetry.set(telemetry);
      return GlobalOpenTelemetry::resetForTest; // the API has no other way to take it back
    } catch (IllegalStateException taken) {
      health.warning(
          () ->
              "GlobalOpenTelemetry is not set: somebody in the application has set it, or asked for"
                  + " it, before. Only one may; remove the other or otel.metrics.ee.global.");
      return () -> {};
    }
  }
}
