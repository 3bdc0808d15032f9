package ee.otel.metrics.internal.otlp;

import ee.otel.metrics.data.PointAttributes;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Writes OTLP messages from the last byte to the first, into a buffer that grows at its front.
 *
 * <p>Callers name the fields of a message from the last to the first, the elements of a list too. A
 * nested message stands between {@link #open} and {@link #close}, a list between {@link #openList}
 * and {@link #closeList}; a list without elements is not opened.
 *
 * <p>An abstract class and not an interface: as long as an application uses one format, the virtual
 * machine has seen one subclass and calls it directly. For one thread at a time.
 */
abstract sealed class OtlpWriter permits ProtobufWriter, JsonWriter {
  /** The capacity that a buffer starts with, and that is never worth giving back. */
  static final int SMALL = 8 * 1024;

  /** The largest array that every virtual machine can make. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  /** What is written lies at the end, from {@link #position} on. */
  byte[] buffer = new byte[SMALL];

  int position = SMALL;
  private int limit = LARGEST;
  private int points;

  abstract String contentType();

  /** Starts the outermost message. */
  abstract void begin();

  /** Ends the outermost message. */
  abstract void end();

  /** Starts a nested message; {@link #close} wants the answer. */
  abstract int open();

  abstract void close(Field field, int opened);

  abstract void openList();

  abstract void closeList(Field field);

  abstract void putString(Field field, String value);

  abstract void putBool(Field field, boolean value);

  abstract void putEnum(Field field, int value);

  abstract void putInt64(Field field, long value);

  abstract void putSint32(Field field, int value);

  /** An unsigned number of 64 bits. */
  abstract void putFixed64(Field field, long value);

  abstract void putSfixed64(Field field, long value);

  abstract void putDouble(Field field, double value);

  abstract void putBytes(Field field, ByteBuffer value);

  /** An id: bytes in protobuf, hex digits in JSON. Left out unless it is pairs of hex digits. */
  abstract void putId(Field field, String hex);

  abstract void putFixed64s(Field field, long[] values, int from, int count);

  /**
   * Counts, of which there is at least one, packed into words.
   *
   * @param from where the words begin
   * @param size how many counts there are
   * @param width the binary logarithm of a count's size in bytes
   */
  abstract void putCounts(Field field, long[] words, int from, int size, int width);

  abstract void putDoubles(Field field, double[] values);

  /** The attributes of a series, as a list of key and value. */
  abstract void putAttributes(Field field, PointAttributes attributes);

  /** Forgets what is written. From now on, nothing larger than {@code maxBytes} is written. */
  final void reset(int maxBytes) {
    limit = Math.min(maxBytes, LARGEST);
    if (buffer.length > limit) {
      buffer = new byte[limit];
    }
    position = buffer.length;
    points = 0;
  }

  /** Counts a point as written. */
  final void countPoint() {
    points++;
  }

  /** How many points are written. */
  final int points() {
    return points;
  }

  /** Forgets what is written and makes a buffer of that capacity. */
  final void resize(int capacity) {
    buffer = new byte[capacity];
    position = capacity;
  }

  final int capacity() {
    return buffer.length;
  }

  final int size() {
    return buffer.length - position;
  }

  /**
   * Reserves space in front of what is written and returns where it begins. May replace {@link
   * #buffer}: look at it afterwards.
   */
  final int reserve(int bytes) {
    int at = position - bytes;
    if (at < 0) {
      at = grow(bytes);
    }
    position = at;
    return at;
  }

  final int put(byte[] bytes) {
    int at = reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, at, bytes.length);
    return at;
  }

  final void put(byte value) {
    int at = reserve(1);
    buffer[at] = value;
  }

  private int grow(int bytes) {
    int size = size();
    long needed = (long) size + bytes;
    if (needed > limit) {
      throw BodyTooLargeException.INSTANCE;
    }
    byte[] larger = new byte[(int) Math.min(limit, Math.max(needed, 2L * buffer.length))];
    System.arraycopy(buffer, position, larger, larger.length - size, size);
    buffer = larger;
    return larger.length - size - bytes;
  }

  /** Whether this is at least one pair of hex digits, and pairs only. */
  static boolean isHexId(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() % 2 == 0;
  }

  /** The body being written is larger than allowed: write less of it. */
  static final class BodyTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final BodyTooLargeException INSTANCE = new BodyTooLargeException();

    private BodyTooLargeException() {
      super("request body > limit", null, false, false);
    }
  }
}
