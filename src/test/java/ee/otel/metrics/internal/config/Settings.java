package ee.otel.metrics.internal.config;

import ee.otel.metrics.internal.health.Health;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** A real MicroProfile Config over values that a test changes while it is in use. */
final class Settings implements ConfigSource {
  private final Map<String, String> values = new ConcurrentHashMap<>();
  private volatile @Nullable RuntimeException broken;

  Settings set(String name, String value) {
    values.put(name, value);
    return this;
  }

  Settings remove(String name) {
    values.remove(name);
    return this;
  }

  /** From now on every look-up throws. */
  void breakWith(@Nullable RuntimeException exception) {
    broken = exception;
  }

  Config config() {
    return new SmallRyeConfigBuilder().addDefaultInterceptors().withSources(this).build();
  }

  ConfigReader reader() {
    return new ConfigReader(config(), new Health(System::nanoTime));
  }

  /** These values, and variables that go before them. */
  ConfigReader withEnvironment(Map<String, String> variables) {
    Config config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(this, new EnvConfigSource(variables, 300))
            .build();
    return new ConfigReader(config, new Health(System::nanoTime));
  }

  static ConfigReader environment(Map<String, String> variables) {
    Config config =
        new SmallRyeConfigBuilder().withSources(new EnvConfigSource(variables, 300)).build();
    return new ConfigReader(config, new Health(System::nanoTime));
  }

  @Override
  public String getName() {
    return "test";
  }

  @Override
  public Set<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public @Nullable String getValue(String name) {
    if (broken != null && name.startsWith("otel.")) {
      throw broken;
    }
    return values.get(name);
  }
}
