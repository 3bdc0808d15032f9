package ee.otel.metrics.internal.transport;

import ee.otel.metrics.internal.otlp.response.OtlpResponse;
import ee.otel.metrics.internal.transport.RejectedExportException.AnswerTooLargeException;
import ee.otel.metrics.internal.transport.RejectedExportException.RefusedContentException;
import ee.otel.metrics.internal.transport.RejectedExportException.TooLargeException;
import java.net.URI;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Decides what an answer means for the export (specification: <em>OTLP/HTTP Response</em>). */
final class ResponseClassifier {
  /** Where collectors listen for OTLP over gRPC. */
  private static final int GRPC_PORT = 4317;

  private ResponseClassifier() {}

  /**
   * Accepts, or throws the exception that is named after what is to be done.
   *
   * @param endpoint where the request was sent
   * @param where the endpoint as it may be shown
   * @param redacted takes secrets out of the collector's words
   * @param now the wall clock
   */
  static Accepted on(
      HttpAnswer answer, URI endpoint, String where, UnaryOperator<String> redacted, Instant now) {
    int status = answer.status();
    HttpAnswer.Cut cut = answer.cut();
    boolean tooLong = cut != null && cut.tooLong();
    if (status >= 200 && status < 300) {
      if (cut != null && tooLong) {
        throw new AnswerTooLargeException(
            where + " accepted the request, but its answer is too long: " + cut.reason(), status);
      }
      return new Accepted(status, response(answer, redacted));
    }
    if (status < 200 || status > 599) {
      throw noHttp(endpoint, where, status);
    }
    String words = OtlpResponse.messageOfError(answer.contentType(), answer.body()).orElse("");
    String said =
        where
            + " answered "
            + status
            + (words.isEmpty() ? "" : ": \"" + redacted.apply(words) + "\"");
    throw switch (status) {
      case 429, 502, 503, 504 ->
          tooLong
              ? rejected(said, "not tried again, because its answer is too long", status)
              : new RetryableExportException(
                  said + "; see to the collector if that goes on",
                  Failure.answered(status),
                  RetryAfter.parse(answer.retryAfter(), answer.date(), now),
                  null);
      case 413 -> tooLarge(said, status);
      case 400 ->
          PeerWords.sayTooLarge(words) ? tooLarge(said, status) : refusedContent(said, status);
      case 401, 403 -> rejected(said, "check the credentials in the headers", status);
      case 404, 405 -> rejected(said, cureOfNotFound(endpoint), status);
      case 407 ->
          rejected(said, "check the credentials of the proxy, or let it admit this host", status);
      case 300, 301, 302, 303, 307, 308 ->
          rejected(
              said, "redirects are not followed: set the final address as the endpoint", status);
      default ->
          isAboutTheContent(status)
              ? refusedContent(said, status)
              : rejected(said, "see the collector's log", status);
    };
  }

  /**
   * Whether a refusal may be due to single points. Every other status is about the connection, the
   * address, the credentials or the form of the request, which all requests have in common.
   */
  private static boolean isAboutTheContent(int status) {
    return switch (status) {
      case 402, 406, 408, 410, 411, 412, 414, 415, 416, 417, 421, 423, 425, 426, 428, 431, 451 ->
          false;
      case 505, 506, 507, 508, 510, 511 -> false;
      default -> status >= 400;
    };
  }

  private static String cureOfNotFound(URI endpoint) {
    String path = endpoint.getRawPath();
    return path == null || path.isEmpty() || path.equals("/")
        ? "the endpoint has no path, and /v1/metrics is usual: add it to"
            + " otel.exporter.otlp.metrics.endpoint"
        : "check otel.exporter.otlp.endpoint";
  }

  /** For an answer that is not HTTP, or only an interim one: the points may have arrived or not. */
  private static RetryableExportException noHttp(URI endpoint, String where, int status) {
    String what =
        status >= 100 && status < 200
            ? " ended with the interim answer " + status + ", which is no answer"
            : " gave no HTTP answer";
    String likely =
        endpoint.getAuthority() != null && endpoint.getAuthority().endsWith(":" + GRPC_PORT)
            ? "4317 is the port for gRPC: OTLP over HTTP is at 4318"
            : "is it a port for gRPC (4317), for TLS (write https), or no collector at all?"
                + " OTLP over HTTP is usually at 4318";
    return new RetryableExportException(
        where + what + "; " + likely, Failure.unanswered("no HTTP answer"), null, null);
  }

  private static OtlpResponse response(HttpAnswer answer, UnaryOperator<String> redacted) {
    if (answer.cut() != null) {
      return new OtlpResponse.Unreadable("the body is not whole: " + answer.cut().reason());
    }
    OtlpResponse response = OtlpResponse.ofSuccess(answer.contentType(), answer.body());
    return response instanceof OtlpResponse.PartialSuccess partial
        ? new OtlpResponse.PartialSuccess(
            partial.rejectedPoints(), redacted.apply(partial.message()))
        : response;
  }

  private static TooLargeException tooLarge(String said, int status) {
    return new TooLargeException(said + "; fewer points per request are needed", status);
  }

  private static RefusedContentException refusedContent(String said, int status) {
    return new RefusedContentException(said + "; see the collector's log", status);
  }

  private static RejectedExportException rejected(String said, String cure, int status) {
    return new RejectedExportException(said + "; " + cure, Failure.answered(status), null);
  }
}
