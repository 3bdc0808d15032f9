package ee.otel.metrics.internal.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys of the specification that this library does not read; it warns where one is set. */
final class UnreadKeys {
  private static final Map<String, String> CURES =
      Map.of(
          "otel.config.file",
          "declarative configuration is not read; give the settings as MicroProfile Config",
          "otel.experimental.config.file",
          "declarative configuration is not read; give the settings as MicroProfile Config",
          "otel.entities",
          "entities are not read; give their attributes in otel.resource.attributes");

  private UnreadKeys() {}

  static void warn(Lookup lookup) {
    for (String name : List.copyOf(CURES.keySet())) {
      Optional<String> set = lookup.get(Key.optional(name, "text", (value, remarks) -> value));
      set.ifPresent(
          value -> lookup.complain(name, value, () -> name + " is set, but " + CURES.get(name)));
    }
  }
}
