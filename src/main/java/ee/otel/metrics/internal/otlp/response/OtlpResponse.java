package ee.otel.metrics.internal.otlp.response;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver said in an answer's body (specification: <em>OTLP/HTTP Response</em>). Reading
 * throws nothing, whatever it said; texts of a receiver have at most 200 characters and none that
 * could forge a line of a log.
 */
public sealed interface OtlpResponse {

  /** All points were accepted. */
  record FullSuccess() implements OtlpResponse {}

  /**
   * Some points were rejected, or the receiver has a warning. Not to be sent again.
   *
   * @param rejectedPoints how many; 0 for a mere warning
   * @param message the receiver's words; may be empty
   */
  record PartialSuccess(long rejectedPoints, String message) implements OtlpResponse {}

  /**
   * Accepted, says the status; but the body is no OTLP answer.
   *
   * @param reason what is wrong with it
   */
  record Unreadable(String reason) implements OtlpResponse {}

  /** Reads the body of an answer whose status is a success. */
  static OtlpResponse ofSuccess(@Nullable String contentType, byte[] body) {
    return ResponseReader.success(contentType, body);
  }

  /**
   * The receiver's words in an answer whose status is an error: the message of a {@code
   * google.rpc.Status}, or the whole text when it is plain.
   */
  static Optional<String> messageOfError(@Nullable String contentType, byte[] body) {
    return ResponseReader.errorMessage(contentType, body);
  }
}
