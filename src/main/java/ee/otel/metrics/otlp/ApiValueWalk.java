package ee.otel.metrics.otlp;

import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.nio.ByteBuffer;
import java.util.List;

/** Values of the API's type {@link Value}. A class of its own, because old APIs lack that type. */
final class ApiValueWalk {
  private ApiValueWalk() {}

  /** Writes the one field of an {@code AnyValue}, or none for an empty value. */
  static void write(OtlpWriter to, Object any) {
    if (!(any instanceof Value<?> value)) {
      to.putString(AttributesWalk.STRING, any.toString());
      return;
    }
    switch (value.getType()) {
      case STRING -> to.putString(AttributesWalk.STRING, (String) value.getValue());
      case BOOLEAN -> to.putBool(AttributesWalk.BOOL, (Boolean) value.getValue());
      case LONG -> to.putInt64(AttributesWalk.INT, (Long) value.getValue());
      case DOUBLE -> to.putDouble(AttributesWalk.DOUBLE, (Double) value.getValue());
      case BYTES -> to.putBytes(AttributesWalk.BYTES, (ByteBuffer) value.getValue());
      case ARRAY -> AttributesWalk.writeArray(to, (List<?>) value.getValue());
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
        AttributesWalk.writeKeyValue(
            to, AttributesWalk.KEY_VALUES, keyValue.getKey(), keyValue.getValue());
      }
      to.closeList(AttributesWalk.KEY_VALUES);
    }
    to.close(AttributesWalk.KEY_VALUE_LIST, list);
  }
}
