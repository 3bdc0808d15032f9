package ee.otel.metrics;

import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.Meter;
import java.util.Arrays;

/** Checks which OpenTelemetry API the application got: the one it brought, or an older one. */
final class ApiGeneration {
  private ApiGeneration() {}

  /** Warns when a server's API from before 1.38 hides a newer one in the WAR. */
  static void check(Health health) {
    if (!hasSynchronousGauges() && bringsSynchronousGauges()) {
      health.warnOnce(
          ApiGeneration.class,
          () ->
              "OpenTelemetry API is the server's, "
                  + version()
                  + ", and not the newer one of the application: a synchronous gauge, explicit"
                  + " bucket boundaries, isEnabled and valueKey end in NoSuchMethodError, all else"
                  + " works. On Payara the application's own is used"
                  + " with <class-loader delegate=\"false\"/> in WEB-INF/glassfish-web.xml; see"
                  + " docs/servers.md.");
    }
  }

  private static boolean hasSynchronousGauges() {
    return Arrays.stream(DoubleGaugeBuilder.class.getMethods())
        .anyMatch(method -> method.getName().equals("build"));
  }

  private static boolean bringsSynchronousGauges() {
    String path = "io/opentelemetry/api/metrics/DoubleGauge.class";
    ClassLoader loader = ApiGeneration.class.getClassLoader();
    return loader != null && loader.getResource(path) != null;
  }

  private static String version() {
    String version = Meter.class.getPackage().getImplementationVersion();
    return version == null ? "older than 1.38" : version;
  }
}
