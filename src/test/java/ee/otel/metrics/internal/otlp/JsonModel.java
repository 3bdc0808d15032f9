package ee.otel.metrics.internal.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Reads OTLP's JSON into the generated classes, by their descriptors. Strict: a name in another
 * spelling, or a value in another form than the rules want it, is an error.
 */
final class JsonModel {
  private JsonModel() {}

  static ExportMetricsServiceRequest request(byte[] json) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    try (JsonReader reader =
        Json.createReaderFactory(null)
            .createReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8)) {
      fill(request, reader.readObject());
    }
    return request.build();
  }

  private static void fill(Message.Builder message, JsonObject json) {
    json.forEach(
        (name, value) -> {
          FieldDescriptor field =
              message.getDescriptorForType().getFields().stream()
                  .filter(candidate -> candidate.getJsonName().equals(name))
                  .findFirst()
                  .orElseThrow(() -> new AssertionError("no such field: " + name));
          if (field.isRepeated()) {
            value
                .asJsonArray()
                .forEach(e -> message.addRepeatedField(field, of(message, field, e)));
          } else {
            message.setField(field, of(message, field, value));
          }
        });
  }

  private static Object of(Message.Builder parent, FieldDescriptor field, JsonValue json) {
    return switch (field.getType()) {
      case MESSAGE -> {
        Message.Builder message = parent.newBuilderForField(field);
        fill(message, json.asJsonObject());
        yield message.build();
      }
      case STRING -> string(json);
      case BOOL -> json == JsonValue.TRUE;
      case ENUM -> field.getEnumType().findValueByNumber(((JsonNumber) json).intValueExact());
      case SINT32, UINT32, INT32 -> ((JsonNumber) json).intValueExact();
      case INT64, SFIXED64 -> Long.parseLong(string(json));
      case FIXED64, UINT64 -> Long.parseUnsignedLong(string(json));
      case DOUBLE ->
          json instanceof JsonNumber number ? number.doubleValue() : notANumber(string(json));
      case BYTES ->
          ByteString.copyFrom(
              field.getName().endsWith("_id")
                  ? HexFormat.of().parseHex(string(json))
                  : Base64.getDecoder().decode(string(json)));
      default -> throw new AssertionError("no rule for " + field);
    };
  }

  private static String string(JsonValue json) {
    return ((JsonString) json).getString();
  }

  private static double notANumber(String name) {
    return switch (name) {
      case "NaN", "Infinity", "-Infinity" -> Double.parseDouble(name);
      default -> throw new AssertionError("a number as a string: " + name);
    };
  }
}
