package ee.otel.metrics.internal.otlp;

import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.nio.ByteBuffer;
import java.util.List;

/** Values of the API's type {@link Value}. A class of its own, because old APIs lack that type. */
final class ValueMarshaler {
  private ValueMarshaler() {}

  /** Writes the one field of an {@code AnyValue}, or none for an empty value. */
  static void write(OtlpWriter to, Object any) {
    if (!(any instanceof Value<?> value)) {
      to.putString(AttributesMarshaler.STRING, any.toString());
      return;
    }
    switch (value.getType()) {
      case STRING -> to.putString(AttributesMarshaler.STRING, (String) value.getValue());
      case BOOLEAN -> to.putBool(AttributesMarshaler.BOOL, (Boolean) value.getValue());
      case LONG -> to.putInt64(AttributesMarshaler.INT, (Long) value.getValue());
      case DOUBLE -> to.putDouble(AttributesMarshaler.DOUBLE, (Double) value.getValue());
      case BYTES -> to.putBytes(AttributesMarshaler.BYTES, (ByteBuffer) value.getValue());
      case ARRAY -> AttributesMarshaler.writeArray(to, (List<?>) value.getValue());
      case KEY_VALUE_LIST -> writeKeyValueList(to, (List<?>) value.getValue());
      case EMPTY -> {}
    }
  }

  private static void writeKeyValueList(OtlpWriter to, List<?> keyValues) {
    int list = to.open();
    if (!keyValues.isEmpty()) {
      to.openList();
      for (int i = keyValues.size() - 1; i >= 0; i--) {
        KeyValue keyValue = (KeyValue) keyValues.get(i);
        AttributesMarshaler.writeKeyValue(
            to, AttributesMarshaler.KEY_VALUES, keyValue.getKey(), keyValue.getValue());
      }
      to.closeList(AttributesMarshaler.KEY_VALUES);
    }
    to.close(AttributesMarshaler.KEY_VALUE_LIST, list);
  }
}
