package ee.otel.metrics.internal.sdkbridge;

import ee.otel.metrics.api.PushMetricExporter;
import ee.otel.metrics.internal.health.Health;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The exporters of opentelemetry-java's SDK that {@code otel.metrics.exporter} names. Touches no
 * class of the SDK as long as there is none.
 */
public final class SdkExporters {
  private static final String EXPORTER = "io.opentelemetry.sdk.metrics.export.MetricExporter";
  private static final String PROVIDER =
      "io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider";

  private final Instance<Object> beans;
  private final Function<String, @Nullable String> configuration;
  private final Supplier<Duration> timeout;
  private final Health health;

  /** An exporter and what messages call it. */
  public record Found(String name, PushMetricExporter exporter) {}

  /**
   * @param beans of the application, whatever their types and qualifiers
   * @param configuration the value of a property, or null; for exporters that are configured
   * @param timeout how long an exporter may take to say what became of an export
   */
  public SdkExporters(
      Instance<Object> beans,
      Function<String, @Nullable String> configuration,
      Supplier<Duration> timeout,
      Health health) {
    this.beans = beans;
    this.configuration = configuration;
    this.timeout = timeout;
    this.health = health;
  }

  /**
   * The exporters with these names, in their order: a bean of the SDK's type {@code MetricExporter}
   * with {@code @Named} or, without, the full name of its class; else one that a {@code
   * ConfigurableMetricExporterProvider} makes, found by {@link java.util.ServiceLoader}. A warning
   * says which name is unknown, and which exporter cannot be made.
   */
  public List<Found> named(List<String> names) {
    List<Found> found = new ArrayList<>();
    for (String name : names) {
      try {
        Optional<PushMetricExporter> exporter = find(name);
        exporter.ifPresent(one -> found.add(new Found(name, one)));
        if (exporter.isEmpty()) {
          health.warning(() -> unknown(name));
        }
      } catch (Exception | LinkageError | ServiceConfigurationError | AssertionError e) {
        health.warning(
            () ->
                "otel.metrics.exporter: \""
                    + name
                    + "\" could not be made: "
                    + e
                    + "; nothing is exported for it");
      }
    }
    return found;
  }

  private Optional<PushMetricExporter> find(String name) {
    if (!isThere(EXPORTER)) {
      return Optional.empty();
    }
    Optional<PushMetricExporter> bean = SdkExporterBeans.find(name, beans, timeout, health);
    return bean.isPresent() || !isThere(PROVIDER)
        ? bean
        : ProvidedSdkExporters.find(name, configuration, timeout, health);
  }

  private static String unknown(String name) {
    return "otel.metrics.exporter: \""
        + name
        + "\" is not one of otlp, console, prometheus, none, and "
        + (isThere(EXPORTER)
            ? "no exporter of OpenTelemetry's SDK has that name"
            : "there is no SDK of OpenTelemetry in the application that could have such an exporter")
        + "; nothing is exported for it";
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type, false, SdkExporters.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError notThere) {
      return false;
    }
  }
}
