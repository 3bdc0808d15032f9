package ee.otel.metrics.internal.config;

import ee.otel.metrics.data.Resource;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The configured part of the resource; read once, when the application starts.
 *
 * @param serviceName the name that wins over all others: {@code otel.service.name}
 * @param attributes more attributes, and other values for the standard ones: {@code
 *     otel.resource.attributes} (none)
 * @param disabledKeys the keys that are left out in the end: {@code otel.resource.disabled.keys}
 *     (none)
 */
record ResourceConfig(
    Optional<String> serviceName, Map<String, String> attributes, List<String> disabledKeys) {

  private static final Key<Optional<String>> SERVICE_NAME =
      Key.optional("otel.service.name", "text", (value, remarks) -> value);
  private static final Key<Map<String, String>> ATTRIBUTES =
      Key.of(
          "otel.resource.attributes",
          "",
          "key=value,key2=value2, percent-encoded",
          ValueParser::attributes);
  private static final Key<List<String>> DISABLED_KEYS =
      Key.of("otel.resource.disabled.keys", "", "a list of attribute keys", ValueParser::list);

  static final List<Key<?>> KEYS = List.of(SERVICE_NAME, ATTRIBUTES, DISABLED_KEYS);

  static ResourceConfig read(Lookup lookup) {
    return new ResourceConfig(
        lookup.get(SERVICE_NAME), lookup.get(ATTRIBUTES), lookup.get(DISABLED_KEYS));
  }

  /** The resource where nothing is configured, with the id of this start. */
  static Resource defaults(UUID instanceId) {
    return new ResourceConfig(Optional.empty(), Map.of(), List.of()).resource(null, instanceId);
  }

  /** The resource of the application with its own name and the id of this start. */
  Resource resource(@Nullable String applicationName, UUID instanceId) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "service.name",
        applicationName == null || applicationName.isBlank()
            ? "unknown_service:java"
            : applicationName);
    all.put("service.instance.id", instanceId.toString());
    all.put("telemetry.sdk.name", Product.NAME);
    all.put("telemetry.sdk.language", "java");
    all.put("telemetry.sdk.version", Product.VERSION);
    all.putAll(attributes);
    all.computeIfPresent(
        "service.name", (key, name) -> name.isEmpty() ? "unknown_service:java" : name);
    serviceName.ifPresent(name -> all.put("service.name", name));
    disabledKeys.forEach(all::remove);
    AttributesBuilder builder = Attributes.builder();
    all.forEach(builder::put);
    return new Resource(builder.build(), null);
  }
}
