package ee.otel.metrics.internal.otlp.response;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a receiver's answers and trusts nothing in them. */
final class ResponseReader {
  /** The most characters of a receiver's text that are kept. */
  static final int MAX_TEXT = 200;

  /** Enough bytes for {@link #MAX_TEXT} characters and some blanks. */
  private static final int MAX_PLAIN_BYTES = 4096;

  private enum Format {
    PROTOBUF,
    JSON,
    PLAIN,
    OTHER;

    static Format of(@Nullable String contentType) {
      String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
      return switch (type.toLowerCase(Locale.ROOT)) {
        case "application/x-protobuf", "application/protobuf" -> PROTOBUF;
        case "application/json" -> JSON;
        case "text/plain" -> PLAIN;
        default -> OTHER;
      };
    }
  }

  private ResponseReader() {}

  static OtlpResponse success(@Nullable String contentType, byte[] body) {
    if (body.length == 0) {
      return new OtlpResponse.FullSuccess();
    }
    try {
      return switch (Format.of(contentType)) {
        case PROTOBUF -> ProtobufResponse.success(body);
        case JSON -> JsonResponse.success(body);
        case PLAIN, OTHER -> new OtlpResponse.Unreadable("content type: " + oneLine(contentType));
      };
    } catch (MalformedResponseException e) {
      return new OtlpResponse.Unreadable(oneLine(e.getMessage()));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return new OtlpResponse.Unreadable(oneLine(e.toString()));
    }
  }

  static OtlpResponse partialSuccess(long rejectedPoints, String message) {
    if (rejectedPoints < 0) {
      return new OtlpResponse.Unreadable("rejected points < 0: " + rejectedPoints);
    }
    if (rejectedPoints == 0 && message.isEmpty()) {
      return new OtlpResponse.FullSuccess();
    }
    return new OtlpResponse.PartialSuccess(rejectedPoints, oneLine(message));
  }

  static Optional<String> errorMessage(@Nullable String contentType, byte[] body) {
    try {
      String message =
          switch (Format.of(contentType)) {
            case PROTOBUF -> ProtobufResponse.statusMessage(body);
            case JSON -> JsonResponse.statusMessage(body);
            case PLAIN ->
                new String(body, 0, Math.min(body.length, MAX_PLAIN_BYTES), StandardCharsets.UTF_8);
            case OTHER -> "";
          };
      return Optional.of(oneLine(message)).filter(text -> !text.isEmpty());
    } catch (MalformedResponseException | RuntimeException | LinkageError | StackOverflowError e) {
      return Optional.empty();
    }
  }

  /** The beginning of a text, with a blank for each invisible character. */
  static String oneLine(@Nullable String text) {
    StringBuilder line = new StringBuilder();
    String stripped = text == null ? "none" : text.strip();
    int at = 0;
    while (at < stripped.length()) {
      int character = stripped.codePointAt(at);
      int length = Character.charCount(character);
      if (line.length() + length > MAX_TEXT) {
        break;
      }
      line.appendCodePoint(isVisible(character) ? character : ' ');
      at += length;
    }
    return line.toString();
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
