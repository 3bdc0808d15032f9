package ee.otel.metrics.internal.transport;

import com.google.protobuf.InvalidProtocolBufferException;
import ee.otel.metrics.internal.otlp.response.OtlpResponse;
import ee.otel.metrics.internal.transport.RejectedExportException.AnswerTooLargeException;
import ee.otel.metrics.internal.transport.RejectedExportException.OutOfTimeException;
import ee.otel.metrics.internal.transport.RejectedExportException.RefusedContentException;
import ee.otel.metrics.internal.transport.RejectedExportException.TooLargeException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A collector without a network: decides about each attempt and remembers what it took. */
public final class FakeCollector implements Function<ExportAttempt, Accepted> {
  /** What is done with one request. */
  public interface HttpAnswer {
    Accepted to(ExportAttempt attempt, ExportMetricsServiceRequest request);
  }

  private final Deque<HttpAnswer> answers = new ArrayDeque<>();
  private final List<ExportMetricsServiceRequest> taken = new ArrayList<>();
  private final List<ExportMetricsServiceRequest> offered = new ArrayList<>();
  private final List<ExportMetricsServiceRequest> kept = new ArrayList<>();
  private @Nullable String refused;
  private boolean keeping;

  /** The next requests get these answers, one each; later ones are taken. */
  public FakeCollector answer(HttpAnswer... next) {
    answers.addAll(List.of(next));
    return this;
  }

  /** As {@link #answer(HttpAnswer...)}. */
  public void answer(List<HttpAnswer> next) {
    answers.addAll(next);
  }

  /** Whatever was to be answered is not. */
  public void forgetAnswers() {
    answers.clear();
  }

  /** Refuses every request with this text in it; null ends that. */
  public void refusing(@Nullable String text) {
    refused = text;
  }

  /** Answers 400 to every request with this text in it, and keeps its other points all the same. */
  public void refusingButKeeping(String text) {
    refused = text;
    keeping = true;
  }

  /** The sum of all points of a counter that were kept, but for those that are refused. */
  public long kept(String metric) {
    return kept.stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .filter(each -> each.getName().equals(metric))
        .flatMap(each -> each.getSum().getDataPointsList().stream())
        .filter(point -> refused == null || !point.toString().contains(refused))
        .mapToLong(NumberDataPoint::getAsInt)
        .sum();
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
    if (refused != null && request.toString().contains(refused)) {
      answer = status(400);
      if (keeping) {
        kept.add(request);
      }
    }
    Accepted accepted = answer.to(attempt, request);
    taken.add(request);
    kept.add(request);
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
      throw status == 400 || status == 422 || status == 500
          ? new RefusedContentException("it answered " + status, status)
          : new RejectedExportException("it answered " + status, Failure.answered(status), null);
    };
  }

  /** Taken, with an answer that is longer than the limit. */
  public static HttpAnswer longAnswer() {
    return (attempt, request) -> {
      throw new AnswerTooLargeException("its answer is too long", 200);
    };
  }

  /** Refused for now, the retries are used up. */
  public static HttpAnswer busy(int status) {
    return (attempt, request) -> {
      throw retryable("it answered " + status, Failure.answered(status));
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
      RetryableExportException e =
          retryable("no answer", Failure.unansweredInTime("java.net.SocketTimeoutException"));
      attempt.failed(e, 0);
      throw e;
    };
  }

  /** The time was over before the next try. */
  public static HttpAnswer outOfTimeAfter(int status) {
    return outOfTime(Failure.answered(status));
  }

  /** The time was over before the next try, and the one before got no answer in time. */
  public static HttpAnswer outOfTimeAfterSilence() {
    return outOfTime(Failure.unansweredInTime("java.net.SocketTimeoutException"));
  }

  private static HttpAnswer outOfTime(Failure last) {
    return (attempt, request) -> {
      throw new OutOfTimeException("no time left", false, retryable("before", last));
    };
  }

  /** Waits between tries, as the real one does, until it is hurried. */
  public static HttpAnswer waitingForTheNextTry() {
    return (attempt, request) -> {
      attempt.hurried().join();
      throw new OutOfTimeException("hurried", false, retryable("before", Failure.answered(503)));
    };
  }

  public static HttpAnswer failing(Error error) {
    return (attempt, request) -> {
      throw error;
    };
  }

  private static RetryableExportException retryable(String message, Failure failure) {
    return new RetryableExportException(message, failure, null, null);
  }
}
