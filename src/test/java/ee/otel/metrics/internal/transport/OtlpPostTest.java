package ee.otel.metrics.internal.transport;

import static ee.otel.metrics.internal.transport.ScriptedCollector.answer;
import static ee.otel.metrics.internal.transport.ScriptedCollector.closeWithoutAnswer;
import static ee.otel.metrics.internal.transport.ScriptedCollector.drip;
import static ee.otel.metrics.internal.transport.ScriptedCollector.endless;
import static ee.otel.metrics.internal.transport.ScriptedCollector.hang;
import static ee.otel.metrics.internal.transport.ScriptedCollector.resetAfterRequest;
import static ee.otel.metrics.internal.transport.ScriptedCollector.resetAtOnce;
import static ee.otel.metrics.internal.transport.ScriptedCollector.status;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.internal.config.TransportConfig;
import ee.otel.metrics.internal.config.TransportConfig.Compression;
import ee.otel.metrics.internal.config.TransportConfig.Protocol;
import ee.otel.metrics.internal.config.TransportConfig.ProxyConfig;
import ee.otel.metrics.internal.config.TransportConfig.UnknownFate;
import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.otlp.response.OtlpResponse;
import ee.otel.metrics.internal.tls.TestPki;
import ee.otel.metrics.internal.tls.TestPki.Identity;
import ee.otel.metrics.internal.tls.TlsFiles;
import ee.otel.metrics.internal.transport.OtlpPost.PostCounts;
import ee.otel.metrics.internal.transport.RejectedExportException.AnswerTooLargeException;
import ee.otel.metrics.internal.transport.RejectedExportException.OutOfTimeException;
import ee.otel.metrics.internal.transport.RejectedExportException.TooLargeException;
import ee.otel.metrics.internal.transport.ScriptedCollector.Request;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpPostTest {
  private static final String SECRET = "s3cr3t-t0ken";
  private static final byte[] BODY =
      "payload-that-nobody-may-log ".repeat(40).getBytes(StandardCharsets.US_ASCII);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final TurnedClock clock = new TurnedClock();
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicInteger built = new AtomicInteger();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private Supplier<Map<String, String>> supplied = Map::of;

  // What the next configuration says.
  private Map<String, String> headers = Map.of("Authorization", "Bearer " + SECRET);
  private Compression compression = Compression.NONE;
  private Duration timeout = Duration.ofSeconds(10);
  private TlsFiles tls = new TlsFiles(null, null, null);
  private @Nullable ProxyConfig proxy;
  private UnknownFate unknownFate = UnknownFate.AT_LEAST_ONCE;

  @TempDir Path directory;

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    executor.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void request_isWhatTheConfigurationSays(RestClientKind kind) throws Exception {
    headers = Map.of("Authorization", "Bearer " + SECRET, "content-type", "text/evil");
    ScriptedCollector collector = collector(status(200));

    Accepted accepted = post(kind).post(attempt(collector.uri()));

    assertEquals(new Accepted(200, new OtlpResponse.FullSuccess()), accepted);
    Request request = only(collector);
    assertEquals("POST /v1/metrics HTTP/1.1", request.line());
    assertEquals("application/x-protobuf", request.header("Content-Type"));
    assertEquals("application/x-protobuf", request.header("Accept"));
    assertEquals("shop/1 otel-metrics-ee/test", request.header("User-Agent"));
    assertEquals("Bearer " + SECRET, request.header("Authorization"));
    assertEquals(Integer.toString(BODY.length), request.header("Content-Length"));
    assertEquals("close", request.header("Connection"));
    assertNull(request.header("Content-Encoding"));
    assertNull(request.header("Transfer-Encoding"));
    assertArrayEquals(BODY, request.body());
  }

  @ParameterizedTest
  @EnumSource
  void request_makesTheClientWarnOfNothing(RestClientKind kind) throws Exception {
    List<String> warnings = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
              warnings.add(record.getLoggerName() + ": " + record.getMessage());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    try {
      ScriptedCollector collector = collector(status(200));
      OtlpPost post = post(kind);
      post.prepare(config(collector.uri()));
      post.post(attempt(collector.uri()));
    } finally {
      root.removeHandler(handler);
    }
    assertEquals(List.of(), warnings);
  }

  @ParameterizedTest
  @EnumSource
  void gzip_isAppliedOnceAndTheSameForAllTries(RestClientKind kind) throws Exception {
    compression = Compression.GZIP;
    ScriptedCollector collector = collector(status(503), status(200));
    ExportAttempt attempt = attempt(collector.uri());

    post(kind).postWithRetries(attempt, 3);

    for (Request request : collector.requests) {
      assertEquals("gzip", request.header("Content-Encoding"));
      assertEquals(Integer.toString(attempt.bodyLength()), request.header("Content-Length"));
      assertArrayEquals(BODY, unzipped(request.body()));
    }
    assertTrue(attempt.bodyLength() < BODY.length / 2);
    assertEquals(2, collector.requests.size());
  }

  @ParameterizedTest
  @EnumSource
  void gzip_isAppliedOnceByAClientThatCompressesItself(RestClientKind kind) throws Exception {
    compression = Compression.GZIP;
    ScriptedCollector collector = collector(status(200));

    post(kind::compressingBuilder).post(attempt(collector.uri()));

    assertEquals("gzip", only(collector).header("Content-Encoding"));
    assertArrayEquals(BODY, unzipped(only(collector).body()));
  }

  @ParameterizedTest
  @EnumSource
  void largeBody_arrives(RestClientKind kind) throws Exception {
    ScriptedCollector collector = collector(status(200));
    byte[] large = new byte[20_000_000];

    post(kind).post(ExportAttempt.of(config(collector.uri()), large, in(Duration.ofMinutes(1))));

    assertEquals(large.length, only(collector).body().length);
  }

  @ParameterizedTest
  @EnumSource
  void status_decides(RestClientKind kind) throws Exception {
    for (int retryable : new int[] {429, 502, 503, 504}) {
      RetryableExportException e = fails(kind, RetryableExportException.class, status(retryable));
      assertEquals(OptionalInt.of(retryable), e.status());
      assertFalse(e.fateUnknown());
    }
    for (int rejected : new int[] {400, 401, 403, 404, 407, 408, 422, 431, 500, 501, 505}) {
      RejectedExportException e = fails(kind, RejectedExportException.class, status(rejected));
      assertEquals(OptionalInt.of(rejected), e.status(), e::getMessage);
      assertFalse(e.fateUnknown());
    }
    fails(kind, TooLargeException.class, status(413));
    fails(
        kind,
        TooLargeException.class,
        answer(400, text("http: request body too large"), "Content-Type: text/plain"));
  }

  @ParameterizedTest
  @EnumSource
  void unauthorized_asksNobodyForCredentials(RestClientKind kind) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            asked.incrementAndGet();
            return new PasswordAuthentication("server", "secret".toCharArray());
          }
        });
    try {
      ScriptedCollector collector =
          collector(answer(401, new byte[0], "WWW-Authenticate: Basic realm=\"x\""));
      RejectedExportException e =
          fails(kind, RejectedExportException.class, attempt(collector.uri()));

      assertEquals(OptionalInt.of(401), e.status());
      assertEquals(1, collector.requests.size());
      assertEquals(0, asked.get());
    } finally {
      Authenticator.setDefault(null);
    }
  }

  @ParameterizedTest
  @EnumSource
  void wordsOfTheCollector_areQuotedWithoutSecrets(RestClientKind kind) throws Exception {
    RejectedExportException e =
        fails(
            kind,
            RejectedExportException.class,
            answer(403, text("no token " + SECRET), "Content-Type: text/plain"));

    assertTrue(e.getMessage().contains("answered 403: \"no token ***\""), e.getMessage());
  }

  /** HttpURLConnection gives no body of a 401 or 407 when the request's body was streamed. */
  @ParameterizedTest
  @EnumSource
  void wordsOfTheCollector_areKeptOn401WhereTheClientAllows(RestClientKind kind) throws Exception {
    for (int status : new int[] {401, 407}) {
      RejectedExportException e =
          fails(
              kind,
              RejectedExportException.class,
              answer(status, text("who are you"), "Content-Type: text/plain"));
      assertTrue(e.getMessage().contains("answered " + status), e.getMessage());
      assertEquals(
          kind == RestClientKind.RESTEASY,
          e.getMessage().contains("\"who are you\""),
          e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void noHttpAnswer_isOfUnknownFateAndSaidToBeNone(RestClientKind kind) throws Exception {
    byte[] settings = {0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0x40, 0};
    byte[] alert = {0x15, 3, 1, 0, 2, 2, 70};
    for (byte[] bytes :
        List.of(
            text("XTTP/1.1 299 OK\r\nContent-Length: 0\r\n\r\n"),
            text("HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n"),
            text("SSH-2.0-OpenSSH_9.2\r\n"),
            settings,
            alert)) {
      RetryableExportException e =
          fails(
              kind,
              RetryableExportException.class,
              (socket, connection) -> {
                connection.read();
                socket.getOutputStream().write(bytes);
              });
      assertTrue(e.fateUnknown(), e.getMessage());
      assertTrue(e.getMessage().matches(".* gave no (HTTP )?answer.*"), e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void notFound_ofAnEndpointWithoutPathSaysWhichPathIsUsual(RestClientKind kind) throws Exception {
    ScriptedCollector collector = collector(status(404), status(404));
    URI root = URI.create("http://127.0.0.1:" + collector.uri().getPort() + "/");
    assertTrue(
        fails(kind, RejectedExportException.class, attempt(root))
            .getMessage()
            .contains("/v1/metrics is usual"));
    assertFalse(
        fails(kind, RejectedExportException.class, attempt(collector.uri()))
            .getMessage()
            .contains("is usual"));
  }

  /** Apache's client, under RESTEasy, normalises paths; Jakarta REST has no word against it. */
  @ParameterizedTest
  @EnumSource
  void path_isSentAsTheClientTakesIt(RestClientKind kind) throws Exception {
    ScriptedCollector collector = collector(status(200));
    post(kind)
        .post(
            attempt(
                URI.create(
                    "http://127.0.0.1:" + collector.uri().getPort() + "/a//double/v1/metrics")));
    assertEquals(
        switch (kind) {
          case JERSEY -> "POST /a//double/v1/metrics HTTP/1.1";
          case RESTEASY -> "POST /a/double/v1/metrics HTTP/1.1";
        },
        only(collector).line());
  }

  @ParameterizedTest
  @EnumSource
  void redirect_isNotFollowed(RestClientKind kind) throws Exception {
    ScriptedCollector elsewhere = collector(status(200));
    for (int redirect : new int[] {301, 302, 303, 307, 308}) {
      RejectedExportException e =
          fails(
              kind,
              RejectedExportException.class,
              status(redirect, "Location: " + elsewhere.uri()));
      assertEquals(OptionalInt.of(redirect), e.status());
    }
    assertTrue(elsewhere.requests.isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void partialSuccess_isReadAndRedacted(RestClientKind kind) throws Exception {
    byte[] said =
        ExportMetricsServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportMetricsPartialSuccess.newBuilder()
                    .setRejectedDataPoints(3)
                    .setErrorMessage("too old for " + SECRET))
            .build()
            .toByteArray();
    ScriptedCollector collector =
        collector(answer(200, said, "Content-Type: application/x-protobuf"));

    Accepted accepted = post(kind).post(attempt(collector.uri()));

    assertEquals(new OtlpResponse.PartialSuccess(3, "too old for ***"), accepted.response());
  }

  @ParameterizedTest
  @EnumSource
  void garbageAnswer_isAccepted(RestClientKind kind) throws Exception {
    ScriptedCollector collector =
        collector(answer(200, text("<html>Please log in"), "Content-Type: text/html"));

    assertInstanceOf(
        OtlpResponse.Unreadable.class, post(kind).post(attempt(collector.uri())).response());
  }

  @ParameterizedTest
  @EnumSource
  void endlessAnswer_isAFailureThatIsNotRetried(RestClientKind kind) throws Exception {
    ScriptedCollector collector =
        collector(
            endless(new byte[0], new byte[64 * 1024], "Content-Type: application/x-protobuf"));
    OtlpPost post = post(kind);

    AnswerTooLargeException e =
        assertThrows(AnswerTooLargeException.class, () -> post.post(attempt(collector.uri())));

    assertTrue(e.getMessage().contains("longer than 4194304 bytes"), e.getMessage());
    assertAnswers(post);
  }

  @ParameterizedTest
  @EnumSource
  void gzipBomb_isAFailureThatIsNotRetried(RestClientKind kind) throws Exception {
    byte[] bomb = zipped(new byte[30_000_000]);
    for (Supplier<ClientBuilder> builder :
        List.<Supplier<ClientBuilder>>of(kind::builder, kind::compressingBuilder)) {
      ScriptedCollector collector =
          collector(
              answer(200, bomb, "Content-Encoding: gzip", "Content-Type: application/x-protobuf"));

      AnswerTooLargeException e =
          assertThrows(
              AnswerTooLargeException.class, () -> post(builder).post(attempt(collector.uri())));
      assertTrue(e.getMessage().contains("longer than 4194304 bytes"), e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void gzipAnswer_isRead(RestClientKind kind) throws Exception {
    ScriptedCollector collector =
        collector(
            answer(
                400,
                zipped(text("unknown field")),
                "Content-Encoding: gzip",
                "Content-Type: text/plain"));

    assertTrue(
        fails(kind, RejectedExportException.class, attempt(collector.uri()))
            .getMessage()
            .contains("\"unknown field\""));
  }

  @ParameterizedTest
  @EnumSource
  void hangingCollector_costsOneTimeout(RestClientKind kind) throws Exception {
    timeout = SHORT;
    ScriptedCollector collector = collector(hang());
    long start = System.nanoTime();

    RetryableExportException e =
        fails(kind, RetryableExportException.class, attempt(collector.uri()));

    assertTrue(e.fateUnknown());
    assertEquals("java.net.SocketTimeoutException", e.errorType());
    assertTookLessThan(5000, start);
  }

  @ParameterizedTest
  @EnumSource
  void deadline_boundsATryThatHasALongerTimeout(RestClientKind kind) throws Exception {
    ScriptedCollector collector = collector(hang());
    long start = System.nanoTime();
    ExportAttempt attempt = ExportAttempt.of(config(collector.uri()), BODY, in(SHORT));
    abandonWhenLate(attempt);

    fails(kind, RetryableExportException.class, attempt);

    assertTookLessThan(5000, start);
  }

  @ParameterizedTest
  @EnumSource
  void drippingHead_isCutAsFarAsTheClientCanAndTheNextPostWorks(RestClientKind kind)
      throws Exception {
    timeout = SHORT;
    ScriptedCollector collector = collector(drip("HTTP/1.1 200 OK\r\n", "X-Slow: drip\r\n"));
    OtlpPost post = post(kind);
    ExportAttempt attempt = attempt(collector.uri());
    Future<Accepted> hanging = executor.submit(() -> post.post(attempt));
    await(() -> clock.nanoTime() - attempt.tryEnds(Long.MAX_VALUE) >= 0);

    assertThrows(ExportException.class, attempt::abandon);

    assertAnswers(post);
    collector.close();
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> hanging.get(20, TimeUnit.SECONDS));
    assertTrue(assertInstanceOf(RetryableExportException.class, e.getCause()).fateUnknown());
  }

  @ParameterizedTest
  @EnumSource
  void drippingBody_doesNotHideThatTheRequestWasAccepted(RestClientKind kind) throws Exception {
    timeout = SHORT;
    ScriptedCollector collector =
        collector(drip("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "x"));
    OtlpPost post = post(kind);
    long start = System.nanoTime();
    ExportAttempt attempt = attempt(collector.uri());
    Future<Accepted> answered = executor.submit(() -> post.post(attempt));
    AtomicReference<@Nullable Accepted> accepted = new AtomicReference<>();
    await(
        () -> {
          if (clock.nanoTime() - attempt.tryEnds(Long.MAX_VALUE) >= 0) {
            accepted.set(attempt.abandon());
          }
          return answered.isDone() || accepted.get() != null;
        });
    if (accepted.get() == null) {
      accepted.set(answered.get());
    }

    assertInstanceOf(OtlpResponse.Unreadable.class, accepted.get().response());

    assertTookLessThan(5000, start);
    assertAnswers(post);
  }

  @ParameterizedTest
  @EnumSource
  void hangInBody_keepsTheClassificationOfTheHead(RestClientKind kind) throws Exception {
    timeout = SHORT;
    ScriptedCollector collector =
        collector(
            (socket, connection) -> {
              connection.read();
              socket
                  .getOutputStream()
                  .write(ScriptedCollector.head(503, "Content-Length: 9", "Retry-After: 7"));
              connection.sleepUntilClosed(60_000);
            });

    RetryableExportException e =
        fails(kind, RetryableExportException.class, attempt(collector.uri()));

    assertEquals(Duration.ofSeconds(7), e.retryAfter().orElseThrow());
    assertFalse(e.fateUnknown());
  }

  @ParameterizedTest
  @EnumSource
  void refusedConnection_isRetryableAndCertain(RestClientKind kind) throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    RetryableExportException e =
        fails(
            kind, RetryableExportException.class, attempt(URI.create("http://127.0.0.1:" + free)));

    assertFalse(e.fateUnknown());
    assertTrue(e.getMessage().contains("refused"), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void unknownHost_isRetryableAndCertain(RestClientKind kind) {
    RetryableExportException e =
        fails(
            kind,
            RetryableExportException.class,
            attempt(URI.create("http://user:" + SECRET + "@collector.invalid:4318/?k=" + SECRET)));

    assertFalse(e.fateUnknown());
    assertEquals("java.net.UnknownHostException", e.errorType());
  }

  @ParameterizedTest
  @EnumSource
  void closedOrResetConnection_isRetryableUnknownAndSentOnce(RestClientKind kind) throws Exception {
    for (ScriptedCollector.Reply reply : List.of(closeWithoutAnswer(), resetAfterRequest())) {
      ScriptedCollector collector = collector(reply);
      RetryableExportException e =
          fails(kind, RetryableExportException.class, attempt(collector.uri()));

      assertTrue(e.fateUnknown(), e.getMessage());
      assertEquals(1, collector.requests.size());
    }
    fails(kind, RetryableExportException.class, resetAtOnce());
  }

  @ParameterizedTest
  @EnumSource
  void atMostOnce_doesNotRepeatWhatMayHaveArrived(RestClientKind kind) throws Exception {
    unknownFate = UnknownFate.AT_MOST_ONCE;
    ScriptedCollector collector = collector(closeWithoutAnswer(), status(200));
    ExportAttempt attempt = attempt(collector.uri());

    RejectedExportException e =
        assertThrows(RejectedExportException.class, () -> post(kind).postWithRetries(attempt, 3));

    assertTrue(e.fateUnknown());
    assertTrue(attempt.fateUnknown());
    assertEquals(1, collector.requests.size());
  }

  @ParameterizedTest
  @EnumSource
  void retries_waitLongerEachTimeAndAreCounted(RestClientKind kind) throws Exception {
    ScriptedCollector collector =
        collector(status(503), closeWithoutAnswer(), status(429), status(200));
    ExportAttempt attempt = attempt(collector.uri());
    OtlpPost post = post(kind);

    post.postWithRetries(attempt, 3);

    assertEquals(List.of(1000L, 1500L, 2250L), sleptMillis());
    assertEquals(4, attempt.tries());
    assertEquals(3, attempt.retries());
    assertTrue(attempt.fateUnknown());
    assertEquals(new PostCounts(4, 3, 4L * BODY.length, 1), post.counts());
  }

  @ParameterizedTest
  @EnumSource
  void retries_endWithTheLastFailure(RestClientKind kind) throws Exception {
    ScriptedCollector collector = collector(status(503));

    assertThrows(
        RetryableExportException.class,
        () -> post(kind).postWithRetries(attempt(collector.uri()), 2));
    assertEquals(3, collector.requests.size());
  }

  @ParameterizedTest
  @EnumSource
  void retryAfter_isHonouredInBothForms(RestClientKind kind) throws Exception {
    Instant sent = Instant.parse("2001-01-01T10:00:00Z");
    ScriptedCollector collector =
        collector(
            status(503, "Retry-After: 11"),
            status(429, "Date: " + httpDate(sent), "Retry-After: " + httpDate(sent.plusSeconds(7))),
            status(200));

    post(kind).postWithRetries(attempt(collector.uri()), 3);

    List<Long> slept = sleptMillis();
    assertEquals(List.of(11_000L, 7_000L), slept);
  }

  @ParameterizedTest
  @EnumSource
  void retryAfterPastTheDeadline_failsAtOnce(RestClientKind kind) throws Exception {
    ScriptedCollector collector = collector(status(503, "Retry-After: 100"), status(200));
    ExportAttempt attempt = attempt(collector.uri());

    OutOfTimeException e =
        assertThrows(OutOfTimeException.class, () -> post(kind).postWithRetries(attempt, 3));

    assertEquals(List.of(), clock.slept);
    assertEquals(1, attempt.tries());
    assertEquals(OptionalInt.of(503), e.status());
    assertEquals(OptionalInt.of(503), e.lastFailure().orElseThrow().status());
  }

  @ParameterizedTest
  @EnumSource
  void deadlineThatIsOver_sendsNothing(RestClientKind kind) throws Exception {
    ScriptedCollector collector = collector(status(200));
    ExportAttempt attempt = ExportAttempt.of(config(collector.uri()), BODY, in(Duration.ZERO));

    OutOfTimeException e = assertThrows(OutOfTimeException.class, () -> post(kind).post(attempt));

    assertTrue(e.lastFailure().isEmpty());
    assertEquals(0, attempt.tries());
    assertTrue(collector.requests.isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void interruptedWait_endsTheExportAndStaysVisible(RestClientKind kind) throws Exception {
    ScriptedCollector collector = collector(status(503), status(200));
    ExportAttempt attempt = attempt(collector.uri());
    OtlpPost post = post(kind);
    assertThrows(RetryableExportException.class, () -> post.post(attempt));

    Thread.currentThread().interrupt();
    try {
      assertThrows(RejectedExportException.class, () -> post.post(attempt));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(1, collector.requests.size());
  }

  @ParameterizedTest
  @EnumSource
  void hurry_endsTheWaitForTheNextTry(RestClientKind kind) throws Exception {
    ScriptedCollector collector = collector(status(503, "Retry-After: 20"));
    OtlpPost post = post(kind::builder, TransportClock.SYSTEM);
    ExportAttempt attempt = attempt(collector.uri());
    long start = System.nanoTime();
    assertThrows(RetryableExportException.class, () -> post.post(attempt));
    executor.execute(
        () -> {
          Thread.onSpinWait();
          attempt.hurry();
        });

    OutOfTimeException e = assertThrows(OutOfTimeException.class, () -> post.post(attempt));

    assertEquals(OptionalInt.of(503), e.status());
    assertFalse(e.failure().timeout());
    assertTookLessThan(10_000, start);
    assertEquals(1, collector.requests.size());
  }

  @ParameterizedTest
  @EnumSource
  void abandonedAttempt_isNotTriedAgainAndTheNextPostWorks(RestClientKind kind) throws Exception {
    ScriptedCollector collector = collector(hang());
    OtlpPost post = post(kind);
    ExportAttempt attempt = attempt(collector.uri());
    Future<Accepted> hanging = executor.submit(() -> post.post(attempt));
    await(() -> !collector.requests.isEmpty());

    assertThrows(ExportException.class, attempt::abandon);

    assertAnswers(post);
    collector.close();
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> hanging.get(20, TimeUnit.SECONDS));
    assertTrue(assertInstanceOf(RetryableExportException.class, e.getCause()).fateUnknown());
    assertThrows(OutOfTimeException.class, () -> post.post(attempt));
  }

  @ParameterizedTest
  @EnumSource
  void atMostOnce_isRememberedBetweenCalls(RestClientKind kind) throws Exception {
    unknownFate = UnknownFate.AT_MOST_ONCE;
    ScriptedCollector collector = collector(closeWithoutAnswer(), status(200));
    ExportAttempt attempt = attempt(collector.uri());
    OtlpPost post = post(kind);
    assertThrows(RejectedExportException.class, () -> post.post(attempt));

    assertTrue(assertThrows(RejectedExportException.class, () -> post.post(attempt)).fateUnknown());
    assertEquals(1, collector.requests.size());
  }

  @ParameterizedTest
  @EnumSource
  void suppliedHeaders_areAskedForBeforeEachTry(RestClientKind kind) throws Exception {
    AtomicInteger number = new AtomicInteger();
    supplied = () -> Map.of("authorization", "Bearer " + SECRET + number.incrementAndGet());
    ScriptedCollector collector = collector(status(503), status(200));

    post(kind).postWithRetries(attempt(collector.uri()), 3);

    assertEquals("Bearer " + SECRET + 1, collector.requests.get(0).header("Authorization"));
    assertEquals("Bearer " + SECRET + 2, collector.requests.get(1).header("Authorization"));
  }

  @ParameterizedTest
  @EnumSource
  void suppliedHeadersThatFail_areRetryableAndSendNothing(RestClientKind kind) throws Exception {
    supplied =
        () -> {
          throw new IllegalStateException("vault says " + SECRET);
        };
    ScriptedCollector collector = collector(status(200));

    RetryableExportException e =
        fails(kind, RetryableExportException.class, attempt(collector.uri()));

    assertTrue(e.getMessage().contains("ExportHeaders"), e.getMessage());
    assertTrue(collector.requests.isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void headerThatHttpDoesNotAllow_isLeftOut(RestClientKind kind) throws Exception {
    headers = Map.of("X-Bad", SECRET + "\r\nX-Forged: 1", "no name", SECRET, "X-Good", "1\n");
    ScriptedCollector collector = collector(status(200));

    post(kind).post(attempt(collector.uri()));

    assertEquals("1", only(collector).header("X-Good"));
    assertNull(only(collector).header("X-Bad"));
    assertNull(only(collector).header("X-Forged"));
  }

  @ParameterizedTest
  @EnumSource
  void client_isBuiltOnceAndAnewWhenItsSourceChanges(RestClientKind kind) throws Exception {
    ScriptedCollector collector = collector(status(200));
    OtlpPost post = post(kind);
    post.prepare(config(collector.uri()));
    post.post(attempt(collector.uri()));
    headers = Map.of();
    post.post(attempt(collector.uri()));
    assertEquals(1, built.get());
    assertEquals(2, collector.requests.size());

    timeout = Duration.ofSeconds(3);
    post.post(attempt(collector.uri()));
    assertEquals(2, built.get());
  }

  @ParameterizedTest
  @EnumSource
  void closedPost_stillPosts(RestClientKind kind) throws Exception {
    OtlpPost post = post(kind);
    post.close();

    assertAnswers(post);
  }

  @ParameterizedTest
  @EnumSource
  void stoppingServer_keepsItsOnlyClient(RestClientKind kind) throws Exception {
    timeout = SHORT;
    ScriptedCollector hanging = collector(hang());
    OtlpPost post =
        post(
            () -> {
              if (built.get() > 0) {
                throw new ServiceConfigurationError("stopping"); // as Payara Micro does
              }
              return kind.builder();
            });
    post.prepare(config(hanging.uri()));
    assertThrows(RetryableExportException.class, () -> post.post(attempt(hanging.uri())));

    assertAnswers(post);
    assertEquals(1, built.get());
  }

  @ParameterizedTest
  @EnumSource
  void stoppingServer_goesOnWithTheClientOfBeforeATimeoutChanged(RestClientKind kind)
      throws Exception {
    OtlpPost post =
        post(
            () -> {
              if (built.get() > 0) {
                throw new NoClassDefFoundError("stopping");
              }
              return kind.builder();
            });
    assertAnswers(post);

    timeout = Duration.ofSeconds(5);
    assertAnswers(post);
    proxy = new ProxyConfig("127.0.0.1", 9, null, null);
    assertThrows(RetryableExportException.class, () -> assertAnswers(post));
  }

  @ParameterizedTest
  @EnumSource
  void https_trustsTheGivenCertificateOnly(RestClientKind kind) throws Exception {
    Identity authority = TestPki.authority("authority");
    ScriptedCollector collector = secure(authority.issue("collector"), null);
    OtlpPost post = post(kind);
    tls = trust(authority);
    assertEquals(200, post.post(attempt(collector.uri())).status());

    for (Identity wrong :
        List.of(
            TestPki.authority("other").issue("collector"),
            authority.issue("c", "localhost", Instant.now().minusSeconds(60), TestPki.ec()),
            authority.issue(
                "c", "elsewhere.exemplar", Instant.now().plus(1, ChronoUnit.DAYS), TestPki.ec()))) {
      ScriptedCollector impostor = secure(wrong, null);
      RejectedExportException e =
          assertThrows(RejectedExportException.class, () -> post.post(attempt(impostor.uri())));
      assertTrue(e.getMessage().contains("certificate"), e.getMessage());
      assertFalse(e.fateUnknown());
      assertTrue(impostor.requests.isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource
  void https_followsARotationOfTheTrustedCertificate(RestClientKind kind) throws Exception {
    Identity before = TestPki.authority("before");
    Identity after = TestPki.authority("after");
    OtlpPost post = post(kind);
    tls = trust(before);
    post.post(attempt(secure(before.issue("c"), null).uri()));
    trust(after);

    post.post(attempt(secure(after.issue("c"), null).uri()));
    assertEquals(2, built.get());
  }

  @ParameterizedTest
  @EnumSource
  void https_showsTheClientCertificate(RestClientKind kind) throws Exception {
    Identity authority = TestPki.authority("authority");
    Identity client = authority.issue("client");
    ScriptedCollector collector = secure(authority.issue("collector"), authority);
    OtlpPost post = post(kind);
    tls =
        new TlsFiles(
            trust(authority).trusted(),
            Files.writeString(directory.resolve("client.pem"), client.certificatePem()),
            Files.writeString(directory.resolve("key.pem"), client.sec1Pem(true)));
    assertEquals(200, post.post(attempt(collector.uri())).status());

    tls = trust(authority);
    ExportException e =
        assertThrows(ExportException.class, () -> post.post(attempt(collector.uri())));
    assertEquals(1, collector.requests.size(), e::getMessage);
  }

  @ParameterizedTest
  @EnumSource
  void https_withUnusableFilesSendsNothing(RestClientKind kind) throws Exception {
    ScriptedCollector collector = secure(TestPki.authority("a").issue("collector"), null);
    tls = new TlsFiles(directory.resolve("none.pem"), null, null);

    RejectedExportException e =
        fails(kind, RejectedExportException.class, attempt(collector.uri()));

    assertTrue(e.getMessage().contains("none.pem: there is no such file"), e.getMessage());
    assertTrue(collector.requests.isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void https_toAPortWithoutTlsIsRejectedAndAHandshakeResetIsNot(RestClientKind kind)
      throws Exception {
    ScriptedCollector plain =
        collector(
            (socket, connection) -> {
              socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes("UTF-8"));
              connection.sleepUntilClosed(500);
            });
    fails(
        kind,
        RejectedExportException.class,
        attempt(URI.create("https://127.0.0.1:" + plain.port())));

    ScriptedCollector resetting = collector(resetAtOnce());
    fails(
        kind,
        RetryableExportException.class,
        attempt(URI.create("https://127.0.0.1:" + resetting.port())));
    ScriptedCollector closing =
        collector((socket, connection) -> socket.getInputStream().readNBytes(100));
    fails(
        kind,
        RetryableExportException.class,
        attempt(URI.create("https://127.0.0.1:" + closing.port())));
  }

  @ParameterizedTest
  @EnumSource
  void proxy_getsTheRequestWithItsCredentials(RestClientKind kind) throws Exception {
    ScriptedCollector gateway = collector(status(200));
    proxy = new ProxyConfig("127.0.0.1", gateway.port(), "me", "pass");

    post(kind).post(attempt(URI.create("http://collector.invalid:4318/v1/metrics")));

    assertEquals("POST http://collector.invalid:4318/v1/metrics HTTP/1.1", only(gateway).line());
    assertEquals("Basic bWU6cGFzcw==", only(gateway).header("Proxy-Authorization"));
  }

  @ParameterizedTest
  @EnumSource
  void proxy_tunnelsHttps(RestClientKind kind) throws Exception {
    Identity authority = TestPki.authority("authority");
    ScriptedCollector collector = secure(authority.issue("collector"), null);
    tls = trust(authority);
    ScriptedCollector gateway = collector(ScriptedCollector.tunnel());
    proxy = new ProxyConfig("127.0.0.1", gateway.port(), "me", "pass");

    assertEquals(200, post(kind).post(attempt(collector.uri())).status());

    assertEquals("CONNECT 127.0.0.1:" + collector.port() + " HTTP/1.1", only(gateway).line());
    assertNull(only(gateway).header("Authorization"));
    assertNull(only(gateway).header("Proxy-Authorization"));
    assertNull(only(collector).header("Proxy-Authorization"));
    assertEquals("Bearer " + SECRET, only(collector).header("Authorization"));
  }

  @ParameterizedTest
  @EnumSource
  void proxyThatOpensNoTunnel_isNamed(RestClientKind kind) throws Exception {
    ScriptedCollector gateway = collector(status(407, "Proxy-Authenticate: Basic realm=\"proxy\""));
    proxy = new ProxyConfig("127.0.0.1", gateway.port(), null, null);
    OtlpPost post = post(kind);
    ExportAttempt attempt = attempt(URI.create("https://collector.invalid/v1/metrics"));

    ExportException e = assertThrows(ExportException.class, () -> post.post(attempt));

    assertTrue(e.getMessage().contains("proxy"), e.getMessage());
    assertFalse(e.fateUnknown());
  }

  // ---- what the tests are made of

  private OtlpPost post(RestClientKind kind) {
    return post(kind::builder);
  }

  private OtlpPost post(Supplier<ClientBuilder> builder) {
    return post(builder, clock);
  }

  private OtlpPost post(Supplier<ClientBuilder> builder, TransportClock time) {
    OtlpPost post =
        new OtlpPost(
            () -> {
              ClientBuilder result = builder.get();
              built.incrementAndGet();
              return result;
            },
            () -> supplied.get(),
            "otel-metrics-ee/test",
            new Health(System::nanoTime),
            time,
            () -> 1);
    opened.add(post);
    return post;
  }

  /** As whoever waits for an export does. */
  private void abandonWhenLate(ExportAttempt attempt) {
    executor.execute(
        () -> {
          await(() -> clock.nanoTime() - attempt.tryEnds(Long.MAX_VALUE) >= 0);
          assertThrows(ExportException.class, attempt::abandon);
        });
  }

  private ScriptedCollector collector(ScriptedCollector.Reply... replies) throws IOException {
    ScriptedCollector collector = new ScriptedCollector(replies);
    opened.add(collector);
    return collector;
  }

  private ScriptedCollector secure(Identity identity, @Nullable Identity clientIssuer)
      throws IOException {
    ScriptedCollector collector =
        new ScriptedCollector(identity.server(clientIssuer), clientIssuer != null, status(200));
    opened.add(collector);
    return collector;
  }

  private TlsFiles trust(Identity authority) throws IOException {
    return new TlsFiles(
        Files.writeString(directory.resolve("ca.pem"), authority.certificatePem()), null, null);
  }

  private ExportAttempt attempt(URI endpoint) {
    return ExportAttempt.of(config(endpoint), BODY, in(Duration.ofSeconds(30)));
  }

  private long in(Duration duration) {
    return clock.nanoTime() + duration.toNanos();
  }

  private TransportConfig config(URI endpoint) {
    return new TransportConfig(
        endpoint,
        false,
        headers,
        compression,
        Protocol.HTTP_PROTOBUF,
        timeout,
        tls,
        proxy,
        64 << 20,
        4 << 20,
        OptionalInt.empty(),
        "shop/1",
        unknownFate,
        Map.of());
  }

  private <T extends ExportException> T fails(
      RestClientKind kind, Class<T> type, ScriptedCollector.Reply reply) throws IOException {
    return fails(kind, type, attempt(collector(reply).uri()));
  }

  /** The failure of one try, whose words give nothing away. */
  private <T extends ExportException> T fails(
      RestClientKind kind, Class<T> type, ExportAttempt attempt) {
    T thrown = assertThrows(type, () -> post(kind).post(attempt));
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      String words = t.toString();
      assertFalse(words.contains(SECRET), words);
      assertFalse(words.contains("nobody-may-log"), words);
    }
    return thrown;
  }

  private void assertAnswers(OtlpPost post) throws IOException {
    ScriptedCollector healthy = collector(status(200));
    assertEquals(200, post.post(attempt(healthy.uri())).status());
  }

  private static void assertCut(String because, Accepted accepted) {
    OtlpResponse.Unreadable response =
        assertInstanceOf(OtlpResponse.Unreadable.class, accepted.response());
    assertTrue(response.reason().contains(because), response.reason());
  }

  private static void assertTookLessThan(long millis, long startNanos) {
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    assertTrue(took < millis, took + " ms");
  }

  private static Request only(ScriptedCollector collector) {
    assertEquals(1, collector.requests.size());
    return collector.requests.get(0);
  }

  /** Waits to the next quarter of a second: part of each wait passes while the answer is read. */
  private List<Long> sleptMillis() {
    return clock.slept.stream().map(d -> (d.toMillis() + 249) / 250 * 250).toList();
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within 5 s");
      Thread.onSpinWait();
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zipped(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] unzipped(byte[] gzip) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
  }

  private static String httpDate(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
