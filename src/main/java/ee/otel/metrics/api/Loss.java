package ee.otel.metrics.api;

import java.util.Locale;

/** Why something that the application measured will not arrive. */
public enum Loss {
  /** A negative value for a counter or a histogram. */
  NEGATIVE(Unit.MEASUREMENT),
  /** NaN, for any instrument. */
  NOT_A_NUMBER(Unit.MEASUREMENT),
  /** An infinite value, for any instrument but a gauge. */
  INFINITE(Unit.MEASUREMENT),
  /** An observation made while no callback of its instrument was running. */
  OUTSIDE_CALLBACK(Unit.MEASUREMENT),
  /** An observation made after its callback's time was up. */
  CALLBACK_TIMED_OUT(Unit.MEASUREMENT),
  /** Recording failed inside this library; a defect of ours. */
  INTERNAL_ERROR(Unit.MEASUREMENT),
  /** The collector took the request and rejected points of it (partial success). */
  REJECTED_BY_COLLECTOR(Unit.POINT),
  /** The collector refused the point alone, again and again, while it took others. */
  REFUSED_BY_COLLECTOR(Unit.POINT),
  /** The collector took the request, but its answer was longer than the limit. */
  ANSWER_TOO_LARGE(Unit.POINT),
  /** The request was sent, no answer came, and points are to be sent at most once. */
  UNKNOWN_FATE(Unit.POINT),
  /** A single point larger than the largest request. */
  TOO_LARGE(Unit.POINT),
  /** The last export, at shutdown, did not succeed in time. */
  SHUTDOWN(Unit.POINT),
  /** Recorded after the last export had begun. */
  AFTER_SHUTDOWN(Unit.MEASUREMENT);

  /** What is counted. */
  public enum Unit {
    MEASUREMENT,
    POINT
  }

  private final Unit unit;

  Loss(Unit unit) {
    this.unit = unit;
  }

  /** What is counted for this reason. */
  public Unit unit() {
    return unit;
  }

  /** The reason in attribute form, such as {@code not_a_number}. */
  public String reason() {
    return name().toLowerCase(Locale.ROOT);
  }
}
