package ee.otel.metrics.internal.export;

import static ee.otel.metrics.internal.transport.ScriptedCollector.answer;
import static ee.otel.metrics.internal.transport.ScriptedCollector.closeWithoutAnswer;
import static ee.otel.metrics.internal.transport.ScriptedCollector.drip;
import static ee.otel.metrics.internal.transport.ScriptedCollector.endless;
import static ee.otel.metrics.internal.transport.ScriptedCollector.hang;
import static ee.otel.metrics.internal.transport.ScriptedCollector.resetAfterRequest;
import static ee.otel.metrics.internal.transport.ScriptedCollector.resetAtOnce;
import static ee.otel.metrics.internal.transport.ScriptedCollector.status;

import ee.otel.metrics.internal.tls.TestPki;
import ee.otel.metrics.internal.tls.TestPki.Identity;
import ee.otel.metrics.internal.transport.ScriptedCollector;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a collector may do instead of its duty, or a plug-in.
 *
 * @param name as the documentation has it
 * @param effect what becomes of the request
 * @param reply what happens on the connection; null where there is none to have
 * @param identity the TLS identity of the collector, null for plain HTTP
 * @param slow whether it is over only when a timeout is
 */
record Fault(
    String name,
    Effect effect,
    ScriptedCollector.@Nullable Reply reply,
    @Nullable Identity identity,
    boolean slow) {

  /** What becomes of the request. */
  enum Effect {
    /** Taken, whatever the answer looks like. */
    TAKEN,
    /** Taken but for one point. */
    TAKEN_IN_PART,
    /** Not taken; another try may succeed. */
    TRY_AGAIN,
    /** Not taken; another try may succeed, but not before the export has to be over. */
    TRY_AGAIN_LATER,
    /** Taken, and the answer is a failure that is not tried again. */
    TAKEN_UNSAID,
    /** Not taken; the next export may succeed. */
    REFUSED,
    /** Not taken, and a part of it might be. */
    CONTENT_REFUSED,
    /** Not taken as long as one of its points is in it. */
    POINT_REFUSED,
    /** Not taken, and half of it might be. */
    TOO_LARGE
  }

  static final Identity AUTHORITY = TestPki.authority("authority");
  static final Identity OTHER_AUTHORITY = TestPki.authority("other");
  static final Identity COLLECTOR = AUTHORITY.issue("collector");
  static final Identity CLIENT = AUTHORITY.issue("client");

  private static final String PROTOBUF = "Content-Type: application/x-protobuf";

  boolean isTls() {
    return identity != null;
  }

  /** Whether a collector could have it once and then be well. */
  boolean passes() {
    return reply != null
        && identity == null
        && effect != Effect.POINT_REFUSED
        && !name.endsWith(HANGS);
  }

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    all.add(new Fault("connection refused", Effect.TRY_AGAIN, null, null, false));
    all.add(of("reset before the request", Effect.TRY_AGAIN, resetAtOnce()));
    all.add(of("reset after the request", Effect.TRY_AGAIN, resetAfterRequest()));
    all.add(of("closed without an answer", Effect.TRY_AGAIN, closeWithoutAnswer()));
    all.add(slow("hangs before the headers", Effect.TRY_AGAIN, hang()));
    all.add(slow("hangs in the body of a 200", Effect.TAKEN, hangInBody()));
    for (int retryable : new int[] {429, 502, 503, 504}) {
      all.add(of(retryable + "", Effect.TRY_AGAIN, status(retryable)));
      all.add(
          of(
              retryable + " with Retry-After: 2",
              Effect.TRY_AGAIN,
              status(retryable, "Retry-After: 2")));
      all.add(
          of(
              retryable + " with Retry-After: 3600",
              Effect.TRY_AGAIN_LATER,
              status(retryable, "Retry-After: 3600")));
    }
    for (int rejected : new int[] {401, 403, 404, 405, 407, 408, 431, 505}) {
      all.add(of(rejected + "", Effect.REFUSED, status(rejected)));
    }
    for (int content : new int[] {400, 409, 422, 500, 599}) {
      all.add(of(content + "", Effect.CONTENT_REFUSED, status(content)));
    }
    for (int content : new int[] {400, 422, 500}) {
      all.add(of(content + " for one point", Effect.POINT_REFUSED, refusing(POISON, content)));
    }
    all.add(of("status line that is no HTTP", Effect.TRY_AGAIN, raw("XTTP/1.1 299 OK\r\n\r\n")));
    all.add(of("status that is no number", Effect.TRY_AGAIN, raw("HTTP/1.1 abc OK\r\n\r\n")));
    all.add(of("102 as the last answer", Effect.TRY_AGAIN, raw("HTTP/1.1 102 Wait\r\n\r\n")));
    all.add(of("600", Effect.TRY_AGAIN, status(600)));
    all.add(of("answer of a gRPC port", Effect.TRY_AGAIN, raw("\0\0\6\4\0\0\0\0\0\0\5\0\0\100\0")));
    all.add(of("302", Effect.REFUSED, status(302, "Location: http://127.0.0.1:9/")));
    all.add(of("413", Effect.TOO_LARGE, status(413)));
    all.add(of("partial success", Effect.TAKEN_IN_PART, answer(200, partialSuccess(), PROTOBUF)));
    all.add(
        of("garbage answer", Effect.TAKEN, answer(200, text("<html>"), "Content-Type: text/html")));
    all.add(
        of(
            "huge answer",
            Effect.TAKEN_UNSAID,
            endless(new byte[0], new byte[64 * 1024], PROTOBUF)));
    all.add(
        of(
            "gzip bomb",
            Effect.TAKEN_UNSAID,
            answer(200, zipped(new byte[30_000_000]), "Content-Encoding: gzip", PROTOBUF)));
    all.add(
        slow(
            "headers drip",
            Effect.TRY_AGAIN_LATER,
            drip("HTTP/1.1 200 OK\r\n", "X-Slow: drip\r\n")));
    all.add(
        slow(
            "body of a 200 drips",
            Effect.TAKEN,
            drip("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "x")));
    all.add(
        tls(
            "certificate expired",
            AUTHORITY.issue("c", "localhost", Instant.now().minusSeconds(60), TestPki.ec())));
    all.add(
        tls(
            "certificate of another host",
            AUTHORITY.issue(
                "c", "elsewhere.exemplar", Instant.now().plus(1, ChronoUnit.DAYS), TestPki.ec())));
    all.add(tls("certificate of an unknown authority", OTHER_AUTHORITY.issue("c")));
    all.add(tls(WRONG_CLIENT, COLLECTOR));
    for (String hanging : List.of(CALLBACK, PRODUCER, FILTER)) {
      all.add(of(hanging + HANGS, Effect.TAKEN, status(200)));
    }
    return all;
  }

  /** An attribute value that a collector may dislike. */
  static final String POISON = "cash";

  private static final String HANGS = " that hangs";
  private static final String CALLBACK = "callback";
  private static final String PRODUCER = "metric producer";
  private static final String FILTER = "metric filter";

  boolean isHangingCallback() {
    return name.equals(CALLBACK + HANGS);
  }

  boolean isHangingProducer() {
    return name.equals(PRODUCER + HANGS);
  }

  boolean isHangingFilter() {
    return name.equals(FILTER + HANGS);
  }

  private static final String WRONG_CLIENT = "client certificate not accepted";

  /** Whose clients the collector lets in; null when it lets in everybody. */
  @Nullable Identity clientAuthority() {
    return name.equals(WRONG_CLIENT) ? OTHER_AUTHORITY : null;
  }

  private static Fault of(String name, Effect effect, ScriptedCollector.Reply reply) {
    return new Fault(name, effect, reply, null, false);
  }

  private static Fault slow(String name, Effect effect, ScriptedCollector.Reply reply) {
    return new Fault(name, effect, reply, null, true);
  }

  private static Fault tls(String name, Identity identity) {
    return new Fault(name, Effect.REFUSED, status(200), identity, false);
  }

  private static ScriptedCollector.Reply raw(String bytes) {
    return (socket, connection) -> {
      connection.read();
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    };
  }

  private static ScriptedCollector.Reply refusing(String text, int status) {
    return (socket, connection) -> {
      byte[] body = connection.read().body();
      boolean bad = new String(body, StandardCharsets.ISO_8859_1).contains(text);
      socket
          .getOutputStream()
          .write(
              ScriptedCollector.head(bad ? status : 200, "Connection: close\r\nContent-Length: 0"));
    };
  }

  private static ScriptedCollector.Reply hangInBody() {
    return (socket, connection) -> {
      connection.read();
      socket.getOutputStream().write(ScriptedCollector.head(200, "Content-Length: 9", PROTOBUF));
      connection.sleepUntilClosed(60_000);
    };
  }

  private static byte[] partialSuccess() {
    return ExportMetricsServiceResponse.newBuilder()
        .setPartialSuccess(
            ExportMetricsPartialSuccess.newBuilder()
                .setRejectedDataPoints(1)
                .setErrorMessage("one is too old"))
        .build()
        .toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zipped(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return name;
  }
}
