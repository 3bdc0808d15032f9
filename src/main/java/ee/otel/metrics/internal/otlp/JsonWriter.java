package ee.otel.metrics.internal.otlp;

import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.PointAttributes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * OTLP's JSON (specification: <em>OTLP, JSON Protobuf Encoding</em>): names in lowerCamelCase, ids
 * in hex, enums as numbers, numbers of 64 bits as strings, bytes in base64; what JSON has no number
 * for (NaN, the infinities) as strings.
 */
final class JsonWriter extends OtlpWriter {
  /** Whether something of the same object or list stands behind the place of writing. */
  private boolean followed;

  @Override
  String contentType() {
    return "application/json";
  }

  @Override
  void begin() {
    put((byte) '}');
    followed = false;
  }

  @Override
  void end() {
    put((byte) '{');
  }

  @Override
  int open() {
    separate();
    put((byte) '}');
    followed = false;
    return size();
  }

  @Override
  void close(Field field, int opened) {
    put((byte) '{');
    name(field);
  }

  @Override
  void openList() {
    separate();
    put((byte) ']');
    followed = false;
  }

  @Override
  void closeList(Field field) {
    put((byte) '[');
    putName(field);
  }

  @Override
  void putString(Field field, String value) {
    if (value.isEmpty() && field.isImplicit()) {
      return;
    }
    separate();
    putQuoted(value.getBytes(StandardCharsets.UTF_8));
    name(field);
  }

  @Override
  void putBool(Field field, boolean value) {
    if (value || !field.isImplicit()) {
      putVerbatim(field, Boolean.toString(value));
    }
  }

  @Override
  void putEnum(Field field, int value) {
    putNumber(field, value);
  }

  @Override
  void putInt64(Field field, long value) {
    putSfixed64(field, value);
  }

  @Override
  void putSint32(Field field, int value) {
    putNumber(field, value);
  }

  @Override
  void putFixed64(Field field, long value) {
    if (value != 0 || !field.isImplicit()) {
      putVerbatim(field, quote(Long.toUnsignedString(value)));
    }
  }

  @Override
  void putSfixed64(Field field, long value) {
    if (value != 0 || !field.isImplicit()) {
      putVerbatim(field, quote(Long.toString(value)));
    }
  }

  @Override
  void putDouble(Field field, double value) {
    if (value != 0 || !field.isImplicit()) {
      putVerbatim(field, number(value));
    }
  }

  @Override
  void putBytes(Field field, ByteBuffer value) {
    if (!value.hasRemaining() && field.isImplicit()) {
      return;
    }
    separate();
    put((byte) '"');
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    put(Base64.getEncoder().encode(bytes));
    put((byte) '"');
    name(field);
  }

  @Override
  void putId(Field field, String hex) {
    if (isHexId(hex)) {
      putVerbatim(field, quote(hex.toLowerCase(Locale.ROOT)));
    }
  }

  @Override
  void putFixed64s(Field field, long[] values, int from, int count) {
    if (count == 0) {
      return;
    }
    openList();
    for (int i = from + count - 1; i >= from; i--) {
      separate();
      putAscii(quote(Long.toUnsignedString(values[i])));
      followed = true;
    }
    closeList(field);
  }

  @Override
  void putCounts(Field field, long[] words, int from, int size, int width) {
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      counts[i] = ExponentialBuckets.count(words, from, width, i);
    }
    putFixed64s(field, counts, 0, size);
  }

  @Override
  void putDoubles(Field field, double[] values) {
    if (values.length == 0) {
      return;
    }
    openList();
    for (int i = values.length - 1; i >= 0; i--) {
      separate();
      putAscii(number(values[i]));
      followed = true;
    }
    closeList(field);
  }

  @Override
  void putAttributes(Field field, PointAttributes attributes) {
    AttributesMarshaler.write(this, field, attributes.attributes());
  }

  private void putNumber(Field field, int value) {
    if (value != 0 || !field.isImplicit()) {
      putVerbatim(field, Integer.toString(value));
    }
  }

  private void putVerbatim(Field field, String json) {
    separate();
    putAscii(json);
    name(field);
  }

  private void separate() {
    if (followed) {
      put((byte) ',');
    }
  }

  /** Names what was just written, unless it is an element of a list. */
  private void name(Field field) {
    if (field.isRepeated()) {
      followed = true;
    } else {
      putName(field);
    }
  }

  private void putName(Field field) {
    put((byte) ':');
    putAscii(quote(field.name()));
    followed = true;
  }

  private void putAscii(String text) {
    put(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void putQuoted(byte[] utf8) {
    put((byte) '"');
    for (int i = utf8.length - 1; i >= 0; i--) {
      byte character = utf8[i];
      if (character == '"' || character == '\\') {
        put(character);
        put((byte) '\\');
      } else if (character >= 0 && character < ' ') {
        putAscii("\\u00" + (character >> 4) + Character.forDigit(character & 0xF, 16));
      } else {
        put(character);
      }
    }
    put((byte) '"');
  }

  private static String quote(String plain) {
    return '"' + plain + '"';
  }

  private static String number(double value) {
    String text = Double.toString(value);
    return Double.isFinite(value) ? text : quote(text);
  }
}
