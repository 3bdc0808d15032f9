package ee.otel.metrics.data;

/**
 * The type of a measured number, and the meaning of the 64 bits that carry it.
 *
 * <p>Values travel as raw bits, so that one path serves {@code long} and {@code double}
 * instruments: bits of a {@link #LONG} are the number itself, bits of a {@link #DOUBLE} are {@link
 * Double#doubleToRawLongBits}.
 */
public enum NumberType {
  LONG,
  DOUBLE;

  /**
   * The number as a {@code double}; exact for a {@code DOUBLE}, rounded for a large {@code LONG}.
   */
  public double toDouble(long bits) {
    return this == LONG ? (double) bits : Double.longBitsToDouble(bits);
  }
}
