package ee.otel.metrics.internal.otlp.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpResponseTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final OtlpResponse FULL = new OtlpResponse.FullSuccess();

  @Test
  void emptyBody_isFullSuccessWhateverItsType() {
    for (@Nullable String type : new @Nullable String[] {PROTOBUF, JSON, "text/html", null}) {
      assertEquals(FULL, OtlpResponse.ofSuccess(type, new byte[0]));
    }
  }

  @Test
  void emptyPartialSuccess_isFullSuccess() {
    assertEquals(FULL, OtlpResponse.ofSuccess(PROTOBUF, protobuf(0, "")));
    assertEquals(FULL, json("{}"));
    assertEquals(FULL, json("{\"partialSuccess\":{}}"));
    assertEquals(FULL, json("{\"partialSuccess\":null}"));
    assertEquals(
        FULL, json("{\"partialSuccess\":{\"rejectedDataPoints\":\"0\",\"errorMessage\":\"\"}}"));
  }

  @Test
  void partialSuccess_tellsHowManyAndWhy() {
    OtlpResponse expected = new OtlpResponse.PartialSuccess(5, "too old");
    assertEquals(expected, OtlpResponse.ofSuccess(PROTOBUF, protobuf(5, "too old")));
    assertEquals(
        expected,
        json("{\"partialSuccess\":{\"rejectedDataPoints\":\"5\",\"errorMessage\":\"too old\"}}"));
    assertEquals(
        expected,
        json(
            "{\"more\":[1,{}],"
                + "\"partialSuccess\":{\"rejectedDataPoints\":5,\"errorMessage\":\"too old\"}}"));
  }

  @Test
  void warning_isAPartialSuccessWithoutRejectedPoints() {
    assertEquals(
        new OtlpResponse.PartialSuccess(0, "slow down"),
        OtlpResponse.ofSuccess(PROTOBUF, protobuf(0, "slow down")));
  }

  @Test
  void contentType_mayHaveParametersAndAnyCase() {
    assertEquals(
        new OtlpResponse.PartialSuccess(1, ""),
        OtlpResponse.ofSuccess("Application/X-Protobuf; charset=x", protobuf(1, "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[]",
        "5",
        "{",
        "{\"partialSuccess\":7}",
        "{\"partialSuccess\":{\"rejectedDataPoints\":\"many\"}}",
        "{\"partialSuccess\":{\"rejectedDataPoints\":1.5}}",
        "{\"partialSuccess\":{\"rejectedDataPoints\":1e999999999}}",
        "{\"partialSuccess\":{\"rejectedDataPoints\":{}}}",
        "{\"partialSuccess\":{\"rejectedDataPoints\":\"-1\"}}",
        "{\"partialSuccess\":{\"errorMessage\":5}}"
      })
  void garbage_inJsonIsUnreadable(String body) {
    assertInstanceOf(OtlpResponse.Unreadable.class, json(body));
  }

  @Test
  void garbage_nestedWithoutEndIsUnreadable() {
    assertInstanceOf(OtlpResponse.Unreadable.class, json("[".repeat(1_000_000)));
    assertInstanceOf(OtlpResponse.Unreadable.class, json("{\"a\":".repeat(1_000_000)));
  }

  @Test
  void garbage_inProtobufIsUnreadable() {
    assertInstanceOf(
        OtlpResponse.Unreadable.class, OtlpResponse.ofSuccess(PROTOBUF, utf8("<html>")));
    assertInstanceOf(
        OtlpResponse.Unreadable.class, OtlpResponse.ofSuccess(PROTOBUF, protobuf(-3, "")));
  }

  @Test
  void garbage_isReadAsSomethingThatMayBeLogged() {
    Random random = new Random(1);
    int unreadable = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] body = new byte[1 + random.nextInt(30)];
      random.nextBytes(body);
      for (String type : new String[] {PROTOBUF, JSON, "text/plain"}) {
        OtlpResponse read = OtlpResponse.ofSuccess(type, body);
        if (read instanceof OtlpResponse.Unreadable bad) {
          unreadable++;
          assertLoggable(bad.reason());
        } else if (read instanceof OtlpResponse.PartialSuccess partial) {
          assertTrue(partial.rejectedPoints() >= 0);
          assertLoggable(partial.message());
        }
        OtlpResponse.messageOfError(type, body).ifPresent(OtlpResponseTest::assertLoggable);
      }
    }
    assertTrue(unreadable > 40_000, "almost all is garbage: " + unreadable);
  }

  private static void assertLoggable(String text) {
    assertTrue(text.length() <= 200 && text.chars().noneMatch(Character::isISOControl), text);
  }

  @Test
  void otherContentType_isUnreadableAndNamed() {
    assertEquals(
        new OtlpResponse.Unreadable("content type: text/html"),
        OtlpResponse.ofSuccess("text/html", utf8("<html>")));
    assertEquals(
        new OtlpResponse.Unreadable("content type: none"), OtlpResponse.ofSuccess(null, utf8("x")));
  }

  @Test
  void messageOfError_isThatOfTheStatus() throws IOException {
    assertEquals(
        Optional.of("bad metric"), OtlpResponse.messageOfError(PROTOBUF, status(3, "bad metric")));
    assertEquals(
        Optional.of("bad metric"),
        OtlpResponse.messageOfError(JSON, utf8("{\"code\":3,\"message\":\"bad metric\"}")));
    assertEquals(
        Optional.of("bad metric"),
        OtlpResponse.messageOfError("text/plain; charset=utf-8", utf8("bad metric\n")));
  }

  @Test
  void messageOfError_isAbsentWhereThereIsNone() throws IOException {
    assertEquals(Optional.empty(), OtlpResponse.messageOfError(PROTOBUF, new byte[0]));
    assertEquals(Optional.empty(), OtlpResponse.messageOfError(PROTOBUF, status(3, "")));
    assertEquals(Optional.empty(), OtlpResponse.messageOfError(PROTOBUF, utf8("<html>")));
    assertEquals(Optional.empty(), OtlpResponse.messageOfError(JSON, utf8("[]")));
    assertEquals(Optional.empty(), OtlpResponse.messageOfError("text/html", utf8("<html>")));
    assertEquals(Optional.empty(), OtlpResponse.messageOfError(null, utf8("x")));
  }

  @Test
  void texts_ofTheReceiverCannotForgeLinesAndAreShort() {
    Optional<String> forged =
        OtlpResponse.messageOfError(
            "text/plain", utf8("a\r\nWARNING b\u001b[31m\u202e\u2028" + "x".repeat(10_000)));
    String line = forged.orElseThrow();
    assertTrue(line.startsWith("a  WARNING b [31m  xxx"), line);
    assertEquals(200, line.length());
  }

  @Test
  void texts_areNotCutInTheMiddleOfACharacter() {
    String line =
        OtlpResponse.messageOfError("text/plain", utf8("x" + "\uD83D\uDE00".repeat(500)))
            .orElseThrow();
    assertEquals("x" + "\uD83D\uDE00".repeat(99), line);
  }

  private static OtlpResponse json(String body) {
    return OtlpResponse.ofSuccess(JSON, utf8(body));
  }

  private static byte[] protobuf(long rejected, String message) {
    ExportMetricsServiceResponse.Builder response = ExportMetricsServiceResponse.newBuilder();
    response.getPartialSuccessBuilder().setRejectedDataPoints(rejected).setErrorMessage(message);
    return response.build().toByteArray();
  }

  private static byte[] status(int code, String message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeInt32(1, code);
    out.writeString(2, message);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
