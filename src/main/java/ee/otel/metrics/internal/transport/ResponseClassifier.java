package ee.otel.metrics.internal.transport;

import ee.otel.metrics.internal.otlp.response.OtlpResponse;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What an answer means for the export (specification: <em>OTLP/HTTP Response</em>). */
final class ResponseClassifier {
  /** How collectors say 413 with a 400. */
  private static final Pattern TOO_LARGE =
      Pattern.compile(
          "too (large|big)|larger than|exceed\\w*\\b.{0,40}\\b(size|bytes)|size\\b.{0,40}\\bexceed",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private ResponseClassifier() {}

  /**
   * Accepts, or throws the exception that is named after what is to be done.
   *
   * @param where the endpoint as it may be shown
   * @param redacted takes secrets out of the collector's words
   * @param now the wall clock
   */
  static Accepted on(HttpAnswer answer, String where, UnaryOperator<String> redacted, Instant now) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return new Accepted(status, response(answer, redacted));
    }
    String words = OtlpResponse.messageOfError(answer.contentType(), answer.body()).orElse("");
    String said =
        where
            + " answered "
            + status
            + (words.isEmpty() ? "" : ": \"" + redacted.apply(words) + "\"");
    throw switch (status) {
      case 429, 502, 503, 504 ->
          new RetryableExportException(
              said + "; see to the collector if that goes on",
              Integer.toString(status),
              false,
              RetryAfter.parse(answer.retryAfter(), answer.date(), now),
              null);
      case 413 -> tooLarge(said, status);
      case 400 ->
          TOO_LARGE.matcher(words).find()
              ? tooLarge(said, status)
              : rejected(said, "see the collector's log", status);
      case 401, 403 -> rejected(said, "check the credentials in the headers", status);
      case 404, 405 -> rejected(said, "check otel.exporter.otlp.endpoint", status);
      case 407 ->
          rejected(said, "check the credentials of the proxy, or let it admit this host", status);
      case 300, 301, 302, 303, 307, 308 ->
          rejected(
              said, "redirects are not followed: set the final address as the endpoint", status);
      default -> rejected(said, "see the collector's log", status);
    };
  }

  private static OtlpResponse response(HttpAnswer answer, UnaryOperator<String> redacted) {
    if (answer.cut() != null) {
      return new OtlpResponse.Unreadable("the body is not whole: " + answer.cut());
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

  private static RejectedExportException rejected(String said, String cure, int status) {
    return new RejectedExportException(said + "; " + cure, Integer.toString(status), false, null);
  }
}
