package ee.otel.metrics.internal.otlp;

import static ee.otel.metrics.internal.otlp.Field.explicit;
import static ee.otel.metrics.internal.otlp.Field.implicit;
import static ee.otel.metrics.internal.otlp.Field.repeated;

import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the fields of attributes and their values. */
final class AttributesMarshaler {
  static final Field KEY_VALUES = repeated(KeyValueList.VALUES_FIELD_NUMBER, "values");
  static final Field STRING = explicit(AnyValue.STRING_VALUE_FIELD_NUMBER, "stringValue");
  static final Field BOOL = explicit(AnyValue.BOOL_VALUE_FIELD_NUMBER, "boolValue");
  static final Field INT = explicit(AnyValue.INT_VALUE_FIELD_NUMBER, "intValue");
  static final Field DOUBLE = explicit(AnyValue.DOUBLE_VALUE_FIELD_NUMBER, "doubleValue");
  static final Field ARRAY = explicit(AnyValue.ARRAY_VALUE_FIELD_NUMBER, "arrayValue");
  static final Field KEY_VALUE_LIST = explicit(AnyValue.KVLIST_VALUE_FIELD_NUMBER, "kvlistValue");
  static final Field BYTES = explicit(AnyValue.BYTES_VALUE_FIELD_NUMBER, "bytesValue");

  private static final Field KEY = implicit(KeyValue.KEY_FIELD_NUMBER, "key");
  private static final Field VALUE = explicit(KeyValue.VALUE_FIELD_NUMBER, "value");
  private static final Field ELEMENTS = repeated(ArrayValue.VALUES_FIELD_NUMBER, "values");

  /** Whether the API at hand has {@code Value}; a server's own may be older than ours. */
  private static final boolean API_HAS_VALUE =
      Arrays.stream(AttributeType.values()).anyMatch(type -> type.name().equals("VALUE"));

  private AttributesMarshaler() {}

  static void write(OtlpWriter to, Field list, Attributes attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    List<String> keys = new ArrayList<>(attributes.size());
    List<Object> values = new ArrayList<>(attributes.size());
    attributes.forEach(
        (key, value) -> {
          keys.add(key.getKey());
          values.add(value);
        });
    to.openList();
    for (int i = keys.size() - 1; i >= 0; i--) {
      writeKeyValue(to, list, keys.get(i), values.get(i));
    }
    to.closeList(list);
  }

  static void writeKeyValue(OtlpWriter to, Field list, String key, Object value) {
    int keyValue = to.open();
    writeValue(to, value);
    writeKey(to, key);
    to.close(list, keyValue);
  }

  static void writeKey(OtlpWriter to, String key) {
    to.putString(KEY, key);
  }

  static void writeValue(OtlpWriter to, @Nullable Object value) {
    writeValue(to, VALUE, value);
  }

  private static void writeValue(OtlpWriter to, Field field, @Nullable Object value) {
    int anyValue = to.open();
    if (value instanceof String string) {
      to.putString(STRING, string);
    } else if (value instanceof Long number) {
      to.putInt64(INT, number);
    } else if (value instanceof Double number) {
      to.putDouble(DOUBLE, number);
    } else if (value instanceof Boolean bool) {
      to.putBool(BOOL, bool);
    } else if (value instanceof List<?> elements) {
      writeArray(to, elements);
    } else if (value != null && API_HAS_VALUE) {
      ValueMarshaler.write(to, value);
    } else if (value != null) {
      to.putString(STRING, value.toString());
    }
    to.close(field, anyValue);
  }

  static void writeArray(OtlpWriter to, List<?> elements) {
    int array = to.open();
    if (!elements.isEmpty()) {
      to.openList();
      for (int i = elements.size() - 1; i >= 0; i--) {
        writeValue(to, ELEMENTS, elements.get(i));
      }
      to.closeList(ELEMENTS);
    }
    to.close(ARRAY, array);
  }
}
