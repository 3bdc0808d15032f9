package ee.otel.metrics.internal.config;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** The value that a property has now, also where {@link Config} may answer with an older one. */
final class CurrentValue {
  private CurrentValue() {}

  /** Null for a property that has no value. */
  static @Nullable String of(Config config, String name) {
    String fresh = isCached(config) ? fresh(config, name) : null;
    if (fresh != null) {
      return fresh;
    }
    Optional<String> value = config.getOptionalValue(name, String.class);
    if (value.isEmpty() && isExpression(config, name)) {
      throw new NoSuchElementException(); // absent, but worth a warning
    }
    return value.orElse(null);
  }

  /** Whether answers may be a minute old: Payara's are. */
  private static boolean isCached(Config config) {
    return config.getClass().getName().startsWith("fish.payara.");
  }

  /**
   * The present value of the property in the strongest source that has it. Null when reading is not
   * enough, because a profile is active or the value holds an expression.
   */
  private static @Nullable String fresh(Config config, String name) {
    if (config.getOptionalValue(Config.PROFILE, String.class).isPresent()) {
      return null;
    }
    for (ConfigSource source : config.getConfigSources()) {
      String value = source.getValue(name);
      if (value != null) {
        return value.contains("${") ? null : value;
      }
    }
    return null;
  }

  private static boolean isExpression(Config config, String name) {
    try {
      ConfigValue value = config.getConfigValue(name);
      return value != null && value.getRawValue() != null && value.getRawValue().contains("${");
    } catch (RuntimeException notOffered) {
      return false;
    }
  }
}
