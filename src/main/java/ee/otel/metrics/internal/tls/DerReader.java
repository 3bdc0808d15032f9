package ee.otel.metrics.internal.tls;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads elements one after another. */
final class DerReader {
  private final byte[] bytes;
  private int position;

  DerReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The content of the next element when it has the given tag, or null. */
  byte @Nullable [] next(int tag) {
    if (position + 2 > bytes.length || (bytes[position] & 0xff) != tag) {
      return null;
    }
    int start = position + 2;
    long length = bytes[position + 1] & 0xff;
    if (length >= 0x80) {
      int octets = (int) length & 0x7f;
      if (octets == 0 || octets > 4 || start + octets > bytes.length) {
        return null;
      }
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = length << 8 | bytes[start + i] & 0xff;
      }
      start += octets;
    }
    if (length > bytes.length - start) {
      return null;
    }
    position = start + (int) length;
    return Arrays.copyOfRange(bytes, start, position);
  }
}
