package fish.payara.test;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Answers again what it answered before, as Payara's Config does for a minute. It lies in a package
 * of that name, because that is how Payara's is recognized.
 */
public final class CachedConfig implements Config {
  private final Config live;
  private final Map<String, Optional<?>> answers = new HashMap<>();

  private CachedConfig(Config live) {
    this.live = live;
  }

  public static Config of(Config live) {
    return new CachedConfig(live);
  }

  @Override
  @SuppressWarnings("unchecked") // asked for the same type before
  public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
    return (Optional<T>)
        answers.computeIfAbsent(name + type, key -> live.getOptionalValue(name, type));
  }

  @Override
  public <T> T getValue(String name, Class<T> type) {
    return getOptionalValue(name, type).orElseThrow();
  }

  @Override
  public ConfigValue getConfigValue(String name) {
    return live.getConfigValue(name);
  }

  @Override
  public Iterable<String> getPropertyNames() {
    return live.getPropertyNames();
  }

  @Override
  public Iterable<ConfigSource> getConfigSources() {
    return live.getConfigSources();
  }

  @Override
  public <T> Optional<Converter<T>> getConverter(Class<T> type) {
    return live.getConverter(type);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return live.unwrap(type);
  }
}
