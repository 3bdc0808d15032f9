package ee.otel.metrics.data;

import java.util.List;

/**
 * A sum or a last value.
 *
 * @param type the type of the value
 * @param bits the value, as {@link NumberType} reads it
 */
public record NumberPoint(
    PointAttributes attributes,
    long startNanos,
    long timeNanos,
    NumberType type,
    long bits,
    List<Exemplar> exemplars)
    implements Point {

  /** The value as a {@code double}, whatever its type; a large {@code long} is rounded. */
  public double toDouble() {
    return type.toDouble(bits);
  }

  @Override
  public NumberPoint with(
      PointAttributes attributes, long startNanos, long timeNanos, List<Exemplar> exemplars) {
    return new NumberPoint(attributes, startNanos, timeNanos, type, bits, exemplars);
  }
}
