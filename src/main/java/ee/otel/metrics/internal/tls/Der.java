package ee.otel.metrics.internal.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** As much of DER (ITU-T X.690) as it takes to put the older key formats into PKCS#8. */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int NULL = 0x05;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;

  private Der() {}

  /** One element: tag, length, and the given contents one after another. */
  static byte[] element(int tag, byte[]... contents) {
    int length = 0;
    for (byte[] content : contents) {
      length += content.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      int octets = (39 - Integer.numberOfLeadingZeros(length)) / 8;
      out.write(0x80 | octets);
      for (int i = octets - 1; i >= 0; i--) {
        out.write(length >>> (8 * i));
      }
    }
    for (byte[] content : contents) {
      out.writeBytes(content);
    }
    return out.toByteArray();
  }

  /** Reads elements one after another. */
  static final class Reader {
    private final byte[] bytes;
    private int position;

    Reader(byte[] bytes) {
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
}
