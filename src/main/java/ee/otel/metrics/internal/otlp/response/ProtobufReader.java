package ee.otel.metrics.internal.otlp.response;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one message in protobuf's binary form, one after another.
 *
 * <p>Accepts and refuses what protobuf's own reader does. Nothing is allocated by a length that the
 * message states, and fields that are skipped nest to a bounded depth. For one thread.
 */
final class ProtobufReader {
  static final int VARINT = 0;
  static final int LENGTH_DELIMITED = 2;

  private static final int FIXED64 = 1;
  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int FIXED32 = 5;

  /** The most messages and groups inside each other, as protobuf's own readers have it. */
  private static final int MAX_DEPTH = 100;

  /** The most bytes of a number of 64 bits, 7 bits in each. */
  private static final int MAX_VARINT_BYTES = 10;

  private final byte[] bytes;
  private final int end;
  private final int depth;
  private int position;

  /** Reads a message that is the whole of {@code bytes}. */
  ProtobufReader(byte[] bytes) {
    this(bytes, 0, bytes.length, 0);
  }

  private ProtobufReader(byte[] bytes, int position, int end, int depth) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
    this.depth = depth;
  }

  /** The tag of a field. */
  static int tag(int fieldNumber, int wireType) {
    return fieldNumber << 3 | wireType;
  }

  /** The tag of the next field; 0 at the end of the message. */
  int nextTag() throws MalformedResponseException {
    if (position == end) {
      return 0;
    }
    int tag = (int) readVarint();
    if (tag >>> 3 == 0) {
      throw new MalformedResponseException("field number 0");
    }
    return tag;
  }

  /** A number of at most 64 bits. Bits beyond the 64th are dropped. */
  long readVarint() throws MalformedResponseException {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      if (position == end) {
        throw truncated();
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << 7 * i;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedResponseException("number of more than " + MAX_VARINT_BYTES + " bytes");
  }

  /** A message inside this one; this reader goes on behind it. */
  ProtobufReader readMessage() throws MalformedResponseException {
    int length = readLength();
    if (depth + 1 > MAX_DEPTH) {
      throw tooDeep();
    }
    ProtobufReader message = new ProtobufReader(bytes, position, position + length, depth + 1);
    position += length;
    return message;
  }

  /** A text. */
  String readString() throws MalformedResponseException {
    int length = readLength();
    ByteBuffer utf8 = ByteBuffer.wrap(bytes, position, length);
    position += length;
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedResponseException("text that is not UTF-8");
    }
  }

  /** Passes over the value of the field whose tag was read last. */
  void skip(int tag) throws MalformedResponseException {
    skip(tag, depth);
  }

  /** Calls itself for groups only, at most {@link #MAX_DEPTH} times. */
  private void skip(int tag, int outer) throws MalformedResponseException {
    switch (tag & 7) {
      case VARINT -> readVarint();
      case FIXED64 -> pass(Long.BYTES);
      case LENGTH_DELIMITED -> pass(readLength());
      case FIXED32 -> pass(Integer.BYTES);
      case START_GROUP -> skipGroup(tag >>> 3, outer + 1);
      case END_GROUP -> throw new MalformedResponseException("end of a group that did not begin");
      default -> throw new MalformedResponseException("wire type " + (tag & 7));
    }
  }

  private void skipGroup(int fieldNumber, int nested) throws MalformedResponseException {
    if (nested > MAX_DEPTH) {
      throw tooDeep();
    }
    int last = tag(fieldNumber, END_GROUP);
    for (int tag = nextTag(); tag != last; tag = nextTag()) {
      if (tag == 0) {
        throw truncated();
      }
      skip(tag, nested);
    }
  }

  private int readLength() throws MalformedResponseException {
    int length = (int) readVarint();
    if (length < 0) {
      throw new MalformedResponseException("length < 0: " + length);
    }
    if (length > end - position) {
      throw truncated();
    }
    return length;
  }

  private void pass(int count) throws MalformedResponseException {
    if (count > end - position) {
      throw truncated();
    }
    position += count;
  }

  private static MalformedResponseException truncated() {
    return new MalformedResponseException("message ends within a field");
  }

  private static MalformedResponseException tooDeep() {
    return new MalformedResponseException("more than " + MAX_DEPTH + " levels");
  }
}
