package ee.otel.metrics.internal.sdkbridge;

import ee.otel.metrics.api.PushMetricExporter;
import ee.otel.metrics.internal.health.Health;
import io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Exporters of the SDK's type that are provided as services. */
final class ProvidedSdkExporters {
  /** Ends the look-up where a class loader fails again and again. */
  private static final int MOST = 1_000;

  private ProvidedSdkExporters() {}

  static Optional<PushMetricExporter> find(
      String name,
      Function<String, @Nullable String> configuration,
      Supplier<Duration> timeout,
      Health health) {
    return provider(name, health)
        .map(provider -> provider.createExporter(new SdkConfiguration(configuration)))
        .map(exporter -> new SdkExporter(name, exporter, timeout, health));
  }

  /**
   * The provider of that name; providers that fail when they are asked for theirs are passed over.
   */
  private static Optional<ConfigurableMetricExporterProvider> provider(String name, Health health) {
    Iterator<ConfigurableMetricExporterProvider> providers =
        ServiceLoader.load(
                ConfigurableMetricExporterProvider.class,
                ProvidedSdkExporters.class.getClassLoader())
            .iterator();
    for (int i = 0; i < MOST; i++) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        ConfigurableMetricExporterProvider provider = providers.next();
        if (name.equalsIgnoreCase(provider.getName())) {
          return Optional.of(provider);
        }
      } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
        health.fine(() -> "A provider of exporters is passed over: " + broken);
      }
    }
    return Optional.empty();
  }
}
