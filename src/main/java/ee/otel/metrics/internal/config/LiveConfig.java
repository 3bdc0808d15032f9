package ee.otel.metrics.internal.config;

import java.util.List;
import java.util.Optional;

/**
 * The live page; read once, when the application starts.
 *
 * @param enabled whether it is served: {@code otel.metrics.ee.live} (false)
 * @param access who may see it: {@code otel.metrics.ee.live.addresses} (loopback) and {@code
 *     otel.metrics.ee.live.role} (none)
 * @param loopbackOnly whether the addresses are those of the machine itself, as by default
 */
public record LiveConfig(boolean enabled, AccessConfig access, boolean loopbackOnly) {
  private static final String NAME = "otel.metrics.ee.live";

  private static final Key<Boolean> ENABLED = Key.flag(NAME, false);
  private static final Key<List<AddressRange>> ADDRESSES = AccessConfig.addresses(NAME + ".");
  private static final Key<Optional<String>> ROLE =
      Key.optional(NAME + ".role", "a role", (value, remarks) -> value);

  static final List<Key<?>> KEYS = List.of(ENABLED, ADDRESSES, ROLE);

  static LiveConfig read(Lookup lookup) {
    AccessConfig access =
        new AccessConfig(lookup.get(ADDRESSES), lookup.get(ROLE), ADDRESSES.name());
    return new LiveConfig(lookup.get(ENABLED), access, access.isLoopbackOnly());
  }
}
