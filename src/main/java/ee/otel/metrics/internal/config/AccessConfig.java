package ee.otel.metrics.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may see what the application measures.
 *
 * @param addresses from which it may be seen
 * @param role the role that a caller needs, empty for none
 * @param key the key of the addresses, for messages
 */
public record AccessConfig(List<AddressRange> addresses, Optional<String> role, String key) {

  /** The machine itself. */
  static final String LOOPBACK = "127.0.0.0/8,::1";

  /** The key of the addresses below {@code prefix}. */
  static Key<List<AddressRange>> addresses(String prefix) {
    return Key.of(
        prefix + "addresses",
        LOOPBACK,
        "a list of addresses in digits, such as 10.0.0.0/8 or ::1, or * for all",
        AccessConfig::ranges);
  }

  /** A bad entry lets nobody in. */
  private static List<AddressRange> ranges(String value, List<String> remarks) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String entry : ValueParser.list(value, remarks)) {
      try {
        if (entry.equals("*")) {
          ranges.add(AddressRange.of("0.0.0.0/0"));
          ranges.add(AddressRange.of("::/0"));
        } else {
          ranges.add(AddressRange.of(entry));
        }
      } catch (IllegalArgumentException bad) {
        remarks.add(
            Lookup.quoted(entry).substring(3)
                + " is no address in digits, such as 10.0.0.0/8, and lets nobody in");
      }
    }
    return ranges;
  }

  /** Whether only the machine itself is let in. */
  boolean isLoopbackOnly() {
    return addresses.stream().allMatch(AddressRange::isLoopback);
  }

  /** Whether a caller from this address is let in. */
  public boolean allows(String address) {
    return addresses.stream().anyMatch(range -> range.contains(address));
  }
}
