package ee.otel.metrics.internal.otlp.response;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Answers in JSON, read by the server's own parser. A class of its own, loaded with the first such
 * answer: where that parser is missing, only this fails.
 */
final class JsonResponse {
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private JsonResponse() {}

  static OtlpResponse success(byte[] body) {
    JsonObject partial = object(read(body), "partialSuccess");
    return ResponseReader.partialSuccess(
        integer(partial, "rejectedDataPoints"), string(partial, "errorMessage"));
  }

  static String statusMessage(byte[] body) {
    return string(read(body), "message");
  }

  private static JsonObject read(byte[] body) {
    try (JsonReader reader =
        READERS.createReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
      return reader.readObject();
    }
  }

  private static JsonObject object(JsonObject in, String name) {
    JsonValue value = in.getOrDefault(name, JsonValue.NULL);
    return JsonValue.NULL.equals(value) ? JsonValue.EMPTY_JSON_OBJECT : value.asJsonObject();
  }

  private static String string(JsonObject in, String name) {
    JsonValue value = in.getOrDefault(name, JsonValue.NULL);
    return JsonValue.NULL.equals(value) ? "" : ((JsonString) value).getString();
  }

  /** A number of 64 bits: a string by the rules, a number from lenient writers. */
  private static long integer(JsonObject in, String name) {
    JsonValue value = in.getOrDefault(name, JsonValue.NULL);
    if (JsonValue.NULL.equals(value)) {
      return 0;
    }
    return value instanceof JsonNumber number
        ? number.longValueExact()
        : Long.parseLong(((JsonString) value).getString());
  }
}
