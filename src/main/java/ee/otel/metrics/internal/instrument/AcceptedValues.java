package ee.otel.metrics.internal.instrument;

import ee.otel.metrics.api.InstrumentKind;
import ee.otel.metrics.api.Loss;

/** Decides which values instruments take. */
final class AcceptedValues {
  private AcceptedValues() {}

  static boolean isTaken(double value, InstrumentKind kind) {
    return kind.isGauge()
        ? !Double.isNaN(value)
        : Math.abs(value) <= Double.MAX_VALUE && !(value < 0 && kind.isNonNegative());
  }

  /** Why a value was not taken. */
  static Loss reason(double value) {
    return Double.isNaN(value)
        ? Loss.NOT_A_NUMBER
        : Double.isInfinite(value) ? Loss.INFINITE : Loss.NEGATIVE;
  }
}
