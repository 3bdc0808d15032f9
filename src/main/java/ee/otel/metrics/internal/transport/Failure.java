package ee.otel.metrics.internal.transport;

import java.util.OptionalInt;

/**
 * All that is known of a request that was not accepted.
 *
 * @param errorType the value of the semantic conventions' attribute {@code error.type}: the status
 *     code of the answer, or the name of an exception class
 * @param status the HTTP status of the answer; empty when none came
 * @param fateUnknown whether the collector may have taken the request: it was sent, at least in
 *     part, and no answer came
 * @param timeout whether a time limit ended it
 */
record Failure(String errorType, OptionalInt status, boolean fateUnknown, boolean timeout) {

  /** The collector answered with an error: the request was certainly not accepted. */
  static Failure answered(int status) {
    return new Failure(Integer.toString(status), OptionalInt.of(status), false, false);
  }

  /** Nothing was sent. */
  static Failure notSent(String errorType) {
    return new Failure(errorType, OptionalInt.empty(), false, false);
  }

  /** Nothing was sent, because a time limit was reached before. */
  static Failure notSentInTime(String errorType) {
    return new Failure(errorType, OptionalInt.empty(), false, true);
  }

  /** The request was sent, at least in part, and no answer came. */
  static Failure unanswered(String errorType) {
    return new Failure(errorType, OptionalInt.empty(), true, false);
  }

  /** The request was sent, at least in part, and no answer came in time. */
  static Failure unansweredInTime(String errorType) {
    return new Failure(errorType, OptionalInt.empty(), true, true);
  }

  /** The same; what is known of other tries says whether the collector may have the request. */
  Failure withFate(boolean unknown) {
    return new Failure(errorType, status, unknown, timeout);
  }
}
