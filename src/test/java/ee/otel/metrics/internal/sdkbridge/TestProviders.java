package ee.otel.metrics.internal.sdkbridge;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.ServiceConfigurationError;

/** Providers that the tests find as services, behind one that is not there. */
public final class TestProviders {
  private TestProviders() {}

  /** Cannot be asked for its name. */
  public static final class Nameless implements ConfigurableMetricExporterProvider {
    @Override
    public MetricExporter createExporter(ConfigProperties config) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getName() {
      throw new IllegalStateException("no name");
    }
  }

  /** Fails to make its exporter. */
  public static final class Unmade implements ConfigurableMetricExporterProvider {
    @Override
    public MetricExporter createExporter(ConfigProperties config) {
      throw new ServiceConfigurationError("no disk");
    }

    @Override
    public String getName() {
      return "unmade";
    }
  }

  /** An exporter in memory with the temporality that it is configured to have. */
  public static final class InMemory implements ConfigurableMetricExporterProvider {
    @Override
    public MetricExporter createExporter(ConfigProperties config) {
      return InMemoryMetricExporter.create(
          AggregationTemporality.valueOf(config.getString("test.temporality", "CUMULATIVE")));
    }

    @Override
    public String getName() {
      return "in-memory";
    }
  }
}
