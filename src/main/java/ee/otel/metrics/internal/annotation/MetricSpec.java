package ee.otel.metrics.internal.annotation;

/**
 * A metric that an annotation asks for.
 *
 * @param kind which instrument
 * @param name of the instrument
 * @param named whether the annotation says the name; else it is made of class and method
 * @param unit of the instrument
 * @param description of the instrument; empty for none
 * @param moment when an invocation is recorded
 * @param attributes of each measurement
 */
record MetricSpec(
    Kind kind,
    String name,
    boolean named,
    String unit,
    String description,
    Moment moment,
    CallAttributes attributes) {

  /** The instruments that there are for methods. */
  enum Kind {
    COUNTER,
    TIMER,
    GAUGE
  }

  /** When something is recorded. */
  enum Moment {
    BEGIN,
    END,
    /** At the end, if something was thrown. */
    FAILURE
  }

  /** Whether measurements of both can go into one instrument. */
  boolean isSameInstrument(MetricSpec other) {
    return kind == other.kind && unit.equals(other.unit) && description.equals(other.description);
  }
}
