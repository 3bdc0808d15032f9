package ee.otel.metrics.internal.transport;

import com.google.protobuf.InvalidProtocolBufferException;
import ee.otel.metrics.internal.otlp.response.OtlpResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** A collector without a network: decides about each attempt and remembers what it took. */
public final class FakeCollector implements Function<ExportAttempt, Accepted> {
  /** What is done with one request. */
  public interface HttpAnswer {
    Accepted to(ExportAttempt attempt, ExportMetricsServiceRequest request);
  }

  private final Deque<HttpAnswer> answers = new ArrayDeque<>();
  private final List<ExportMetricsServiceRequest> taken = new ArrayList<>();
  private final List<ExportMetricsServiceRequest> offered = new ArrayList<>();

  /** The next requests get these answers, one each; later ones are taken. */
  public FakeCollector answer(HttpAnswer... next) {
    answers.addAll(List.of(next));
    return this;
  }

  /** What was accepted. */
  public List<ExportMetricsServiceRequest> taken() {
    return taken;
  }

  /** What came. */
  public List<ExportMetricsServiceRequest> offered() {
    return offered;
  }

  @Override
  public Accepted apply(ExportAttempt attempt) {
    ExportMetricsServiceRequest request;
    try {
      request = ExportMetricsServiceRequest.parseFrom(attempt.body());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    offered.add(request);
    attempt.startTry();
    HttpAnswer answer = answers.isEmpty() ? ok() : answers.remove();
    Accepted accepted = answer.to(attempt, request);
    taken.add(request);
    return accepted;
  }

  public static HttpAnswer ok() {
    return (attempt, request) -> new Accepted(200, new OtlpResponse.FullSuccess());
  }

  public static HttpAnswer partial(long rejected, String message) {
    return (attempt, request) ->
        new Accepted(200, new OtlpResponse.PartialSuccess(rejected, message));
  }

  public static HttpAnswer unreadable(String reason) {
    return (attempt, request) -> new Accepted(200, new OtlpResponse.Unreadable(reason));
  }

  /** Refused for good. */
  public static HttpAnswer status(int status) {
    return (attempt, request) -> {
      throw new RejectedExportException(
          "it answered " + status, Integer.toString(status), false, null);
    };
  }

  /** Refused for now, the retries are used up. */
  public static HttpAnswer busy(int status) {
    return (attempt, request) -> {
      throw retryable("it answered " + status, Integer.toString(status), false);
    };
  }

  public static HttpAnswer tooLarge() {
    return (attempt, request) -> {
      throw new TooLargeException("it answered 413", 413);
    };
  }

  /** Sent, and no answer came. */
  public static HttpAnswer silence() {
    return (attempt, request) -> {
      RetryableExportException e = retryable("no answer", "java.net.SocketTimeoutException", true);
      attempt.failed(e, 0);
      throw e;
    };
  }

  /** The time was over before the next try. */
  public static HttpAnswer outOfTime(String lastErrorType) {
    return (attempt, request) -> {
      throw new OutOfTimeException(
          "no time left", false, retryable("before", lastErrorType, false));
    };
  }

  /** Waits between tries, as the real one does, until it is hurried. */
  public static HttpAnswer waitingForTheNextTry() {
    return (attempt, request) -> {
      attempt.hurried().join();
      throw new OutOfTimeException("hurried", false, retryable("before", "503", false));
    };
  }

  public static HttpAnswer failing(Error error) {
    return (attempt, request) -> {
      throw error;
    };
  }

  private static RetryableExportException retryable(
      String message, String errorType, boolean fateUnknown) {
    return new RetryableExportException(message, errorType, fateUnknown, null, null);
  }
}
