package ee.otel.metrics.internal.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that begin alike, such as {@code 10.0.0.0/8}, {@code ::1}.
 *
 * @param first an address of the range, as its bytes
 * @param bits how many of them, from the front, all have in common
 */
record AddressRange(byte[] first, int bits) {
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  /**
   * @throws IllegalArgumentException for what is no address in digits, or has bits that no such
   *     address has
   */
  static AddressRange of(String text) {
    int slash = text.indexOf('/');
    byte[] first =
        bytes(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(IllegalArgumentException::new);
    int most = first.length * 8;
    int bits = slash < 0 ? most : ValueParser.integer(text.substring(slash + 1), 0, most);
    return new AddressRange(first, bits);
  }

  /**
   * Whether an address, in digits, is one of these; false for anything that is no address. No name
   * is looked up.
   */
  public boolean contains(String address) {
    return bytes(address).map(this::contains).orElse(false);
  }

  /** Whether all of these are the machine itself. */
  boolean isLoopback() {
    boolean inFour = first.length == 4 && first[0] == 127 && bits >= 8;
    return inFour || (bits == 128 && contains("::1"));
  }

  private boolean contains(byte[] address) {
    if (address.length != first.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((address[bit / 8] & mask) != (first[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** Without brackets and zone; an IPv4 address that is written as an IPv6 one is IPv4 again. */
  private static Optional<byte[]> bytes(String text) {
    String bare = text.strip();
    if (bare.startsWith("[") && bare.endsWith("]")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    int zone = bare.indexOf('%');
    String literal = zone < 0 ? bare : bare.substring(0, zone);
    try {
      return LITERAL.matcher(literal).matches()
          ? Optional.of(InetAddress.getByName(literal).getAddress())
          : Optional.empty();
    } catch (UnknownHostException malformed) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressRange that
        && bits == that.bits
        && Arrays.equals(first, that.first);
  }

  @Override
  public int hashCode() {
    return 31 * bits + Arrays.hashCode(first);
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(first).getHostAddress() + "/" + bits;
    } catch (UnknownHostException impossible) {
      return Arrays.toString(first) + "/" + bits;
    }
  }
}
