package ee.otel.metrics.internal.mpmetrics;

import io.opentelemetry.api.metrics.Meter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** The registries of an application, one for each scope. Safe from any thread. */
final class Registries {
  private static final String TAGS = "mp.metrics.tags";
  private static final String APPLICATION_NAME = "mp.metrics.appName";

  private final Map<String, OtelMetricRegistry> registries = new ConcurrentHashMap<>();
  private final MetricFactory factory;

  Registries(Function<String, Optional<String>> property) {
    this.factory = new MetricFactory(new DistributionConfig(property), globalTags(property));
  }

  /**
   * The registry of a scope; made when it is asked for first.
   *
   * @throws IllegalArgumentException when no scope can be called so
   */
  MetricRegistry of(String scope) {
    if (!scope.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
      throw new IllegalArgumentException(
          scope + " is not a scope: it does not match [a-zA-Z_][a-zA-Z0-9_]*");
    }
    return registries.computeIfAbsent(scope, name -> new OtelMetricRegistry(name, factory));
  }

  /** Lets the metrics record by instruments of that meter, those that are there too. */
  void connect(Meter meter, boolean originalUnits) {
    if (!factory.isConnected()) {
      factory.connect(meter, originalUnits);
      registries.values().forEach(OtelMetricRegistry::connected);
    }
  }

  /** Specification: <em>Tags</em>; a backslash escapes equals signs and commas. */
  private static Map<String, String> globalTags(Function<String, Optional<String>> property) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String tag : property.apply(TAGS).orElse("").split("(?<!\\\\),")) {
      String[] parts = tag.split("(?<!\\\\)=", 2);
      if (parts.length == 2 && parts[0].strip().matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
        tags.put(parts[0].strip(), parts[1].replace("\\,", ",").replace("\\=", "="));
      }
    }
    property
        .apply(APPLICATION_NAME)
        .filter(name -> !name.isBlank())
        .ifPresent(name -> tags.put("mp_app", name));
    return tags;
  }
}
