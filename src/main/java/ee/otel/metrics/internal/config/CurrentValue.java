package ee.otel.metrics.internal.config;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The value that a property has now, also where {@link Config} may answer with one that is a minute
 * old, as Payara's does. Safe from any thread.
 */
final class CurrentValue {
  /** Payara's many sources take long, and a start or an export asks for the same more than once. */
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Config config;
  private final LongSupplier nanoTime;
  private final boolean cached;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  /** What the sources said, and when. */
  private record Answer(@Nullable String value, long nanos) {}

  /**
   * @param nanoTime a clock that never goes back
   */
  CurrentValue(Config config, LongSupplier nanoTime) {
    this.config = config;
    this.nanoTime = nanoTime;
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
    long now = nanoTime.getAsLong();
    Answer known = answers.get(name);
    if (known == null || now - known.nanos >= REMEMBERED_NANOS) {
      known = new Answer(ask(name), now);
      answers.put(name, known);
    }
    return known.value;
  }

  private @Nullable String ask(String name) {
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
