package ee.otel.metrics.console;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Configuration that changes while the application runs. */
public final class LiveSource implements ConfigSource {
  static final Map<String, String> VALUES = new ConcurrentHashMap<>();

  @Override
  public int getOrdinal() {
    return 1000;
  }

  @Override
  public Set<String> getPropertyNames() {
    return VALUES.keySet();
  }

  @Override
  public @Nullable String getValue(String name) {
    return VALUES.get(name);
  }

  @Override
  public String getName() {
    return "live";
  }
}
