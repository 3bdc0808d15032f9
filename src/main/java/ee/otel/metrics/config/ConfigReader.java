package ee.otel.metrics.config;

import ee.otel.metrics.health.Health;
import ee.otel.metrics.snapshot.Resource;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Reads MicroProfile Config into records. Every call looks everything up anew.
 *
 * <p>Nothing here throws. A bad value is one warning and the default; a look-up that fails (as on a
 * server that is being stopped) gives the last record that was read. Safe from any thread.
 */
public final class ConfigReader {

  /** Reads from {@code config}; warns through {@code health}. */
  public ConfigReader(Config config, Health health) {
    throw new UnsupportedOperationException();
  }

  /** Reads from {@code values} as they are at each call: for programs without a container. */
  public static ConfigReader of(Map<String, String> values, Health health) {
    throw new UnsupportedOperationException();
  }

  public TransportConfig transport() {
    throw new UnsupportedOperationException();
  }

  public ExportConfig export() {
    throw new UnsupportedOperationException();
  }

  public SdkConfig sdk() {
    throw new UnsupportedOperationException();
  }

  /**
   * The resource of this application.
   *
   * @param applicationName the application's own name, used when no service name is configured
   * @param instanceId the random id of this start
   */
  public Resource resource(@Nullable String applicationName, UUID instanceId) {
    throw new UnsupportedOperationException();
  }
}
