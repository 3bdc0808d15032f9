package ee.otel.metrics.internal.config;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The value that a property has now, also where {@link Config} may answer with one that is a minute
 * old, as Payara's does. Safe from any thread.
 */
final class CurrentValue {
  private final Config config;
  private final boolean cached;

  CurrentValue(Config config) {
    this.config = config;
    this.cached = config.getClass().getName().startsWith("fish.payara.");
  }

  /** Null for a property that has no value. */
  @Nullable String of(String name) {
    if (cached && config.getOptionalValue(Config.PROFILE, String.class).isEmpty()) {
      String plain = ofSources(name);
      if (plain == null || !plain.contains("${")) {
        return plain; // to ask further would be to ask each source again
      }
    }
    Optional<String> value = config.getOptionalValue(name, String.class);
    if (value.isEmpty() && isExpression(name)) {
      throw new NoSuchElementException(); // absent, but worth a warning
    }
    return value.orElse(null);
  }

  /** What the strongest source that has the property says, as it stands there. */
  private @Nullable String ofSources(String name) {
    for (ConfigSource source : config.getConfigSources()) {
      String value = source.getValue(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private boolean isExpression(String name) {
    try {
      ConfigValue value = config.getConfigValue(name);
      return value != null && value.getRawValue() != null && value.getRawValue().contains("${");
    } catch (RuntimeException notOffered) {
      return false;
    }
  }
}
