package ee.otel.metrics.internal.otlp;

import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.PointAttributes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Protobuf's wire format.
 *
 * <p>The attributes of a series are encoded once and left in their {@link PointAttributes}, by an
 * {@link AttributesEncoder}.
 */
final class ProtobufWriter extends OtlpWriter {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  private final AttributesEncoder attributesEncoder = new AttributesEncoder(this);

  @Override
  String contentType() {
    return "application/x-protobuf";
  }

  @Override
  void begin() {}

  @Override
  void end() {}

  @Override
  int open() {
    return size();
  }

  @Override
  void close(Field field, int opened) {
    putLengthAndTag(field, size() - opened);
  }

  @Override
  void openList() {}

  @Override
  void closeList(Field field) {}

  @Override
  void putString(Field field, String value) {
    if (value.isEmpty() && field.isImplicit()) {
      return;
    }
    // getBytes replaces an unpaired surrogate; it never throws.
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    put(utf8);
    putLengthAndTag(field, utf8.length);
  }

  @Override
  void putBool(Field field, boolean value) {
    putInt64(field, value ? 1 : 0);
  }

  @Override
  void putEnum(Field field, int value) {
    putInt64(field, value);
  }

  @Override
  void putInt64(Field field, long value) {
    if (value == 0 && field.isImplicit()) {
      return;
    }
    putVarint(value);
    put(tag(field, VARINT));
  }

  @Override
  void putSint32(Field field, int value) {
    putInt64(field, ((value << 1) ^ (value >> 31)) & 0xFFFF_FFFFL);
  }

  @Override
  void putFixed64(Field field, long value) {
    if (value == 0 && field.isImplicit()) {
      return;
    }
    int at = reserve(1 + Long.BYTES);
    buffer[at] = tag(field, FIXED64);
    LONG.set(buffer, at + 1, value);
  }

  @Override
  void putSfixed64(Field field, long value) {
    putFixed64(field, value);
  }

  @Override
  void putDouble(Field field, double value) {
    putFixed64(field, Double.doubleToRawLongBits(value));
  }

  @Override
  void putBytes(Field field, ByteBuffer value) {
    int length = value.remaining();
    if (length == 0 && field.isImplicit()) {
      return;
    }
    int at = reserve(length);
    value.duplicate().get(buffer, at, length);
    putLengthAndTag(field, length);
  }

  @Override
  void putId(Field field, String hex) {
    if (!isHexId(hex)) {
      return;
    }
    int length = hex.length() / 2;
    int at = reserve(length);
    for (int i = 0; i < length; i++) {
      buffer[at + i] = (byte) HexFormat.fromHexDigits(hex, 2 * i, 2 * i + 2);
    }
    putLengthAndTag(field, length);
  }

  @Override
  void putFixed64s(Field field, long[] values, int from, int count) {
    if (count == 0) {
      return;
    }
    int length = count * Long.BYTES;
    int at = reserve(length);
    byte[] bytes = buffer;
    for (int i = 0; i < count; i++) {
      LONG.set(bytes, at + i * Long.BYTES, values[from + i]);
    }
    putLengthAndTag(field, length);
  }

  @Override
  void putCounts(Field field, long[] words, int from, int size, int width) {
    int before = size();
    if (width == 0) {
      putBytesAsVarints(words, from, size);
    } else {
      putVarints(words, from, width, size, 0);
    }
    putLengthAndTag(field, size() - before);
  }

  @Override
  void putDoubles(Field field, double[] values) {
    if (values.length == 0) {
      return;
    }
    int length = values.length * Double.BYTES;
    int at = reserve(length);
    byte[] bytes = buffer;
    for (int i = 0; i < values.length; i++) {
      DOUBLE.set(bytes, at + i * Double.BYTES, values[i]);
    }
    putLengthAndTag(field, length);
  }

  @Override
  void putAttributes(Field field, PointAttributes attributes) {
    byte[] values = attributes.values(attributesEncoder);
    byte[][] keys = attributes.keys(attributesEncoder);
    int from = 0;
    for (int i = keys.length - 1; i >= 0; i--) {
      int value = fieldLength(values, from);
      int key = keys[i].length;
      int length = key + value;
      if (length <= 0x7F) {
        int at = reserve(2 + length);
        buffer[at] = tag(field, LENGTH_DELIMITED);
        buffer[at + 1] = (byte) length;
        System.arraycopy(keys[i], 0, buffer, at + 2, key);
        System.arraycopy(values, from, buffer, at + 2 + key, value);
      } else {
        int at = reserve(length);
        System.arraycopy(keys[i], 0, buffer, at, key);
        System.arraycopy(values, from, buffer, at + key, value);
        putLengthAndTag(field, length);
      }
      from += value;
    }
  }

  /** The bytes of a length-delimited field, with its tag and its length. */
  private static int fieldLength(byte[] bytes, int from) {
    int at = from + 1;
    int length = 0;
    int shift = 0;
    int read;
    do {
      read = bytes[at++];
      length |= (read & 0x7F) << shift;
      shift += 7;
    } while (read < 0);
    return at - from + length;
  }

  /** Takes out what was written since the size was {@code before}. */
  byte[] cut(int before) {
    byte[] written = Arrays.copyOfRange(buffer, position, position + size() - before);
    position += written.length;
    return written;
  }

  private void putLengthAndTag(Field field, int length) {
    byte tag = tag(field, LENGTH_DELIMITED);
    if (length <= 0x7F) {
      int at = reserve(2);
      buffer[at] = tag;
      buffer[at + 1] = (byte) length;
    } else {
      putVarint(length);
      put(tag);
    }
  }

  private void putVarint(long value) {
    if ((value & ~0x7FL) == 0) {
      put((byte) value);
      return;
    }
    int at = reserve((Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    byte[] bytes = buffer;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at] = (byte) rest;
  }

  /** Eight counts below 128 are eight bytes, here as on the wire. */
  private void putBytesAsVarints(long[] words, int from, int size) {
    int whole = size & -Long.BYTES;
    putVarints(words, from, 0, size, whole);
    for (int to = whole; to > 0; to -= Long.BYTES) {
      long word = words[from + to / Long.BYTES - 1];
      if ((word & 0x8080_8080_8080_8080L) == 0) {
        int at = reserve(Long.BYTES);
        LONG.set(buffer, at, word);
      } else {
        putVarints(words, from, 0, to, to - Long.BYTES);
      }
    }
  }

  /**
   * Buckets next to each other hold few or many, in no order that a processor could foresee: where
   * there is space, one or two bytes are written without a branch between them.
   */
  private void putVarints(long[] words, int from, int width, int end, int start) {
    int i = end - 1;
    while (i >= start) {
      byte[] bytes = buffer;
      int at = position;
      while (i >= start && at >= 2) {
        long count = ExponentialBuckets.count(words, from, width, i);
        if ((count & ~0x3FFFL) != 0) {
          break;
        }
        i--;
        int value = (int) count;
        int twoBytes = (0x7F - value) >> 31;
        int one = value << 8;
        int two = (value << 1 & 0x7F00) | (value & 0x7F) | 0x80;
        SHORT.set(bytes, at - 2, (short) ((two & twoBytes) | (one & ~twoBytes)));
        at += twoBytes - 1;
      }
      position = at;
      if (i >= start) {
        putVarint(ExponentialBuckets.count(words, from, width, i--));
      }
    }
  }

  private static byte tag(Field field, int wireType) {
    return (byte) (field.number() << 3 | wireType);
  }
}
