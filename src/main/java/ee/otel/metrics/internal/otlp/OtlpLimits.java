package ee.otel.metrics.internal.otlp;

/**
 * How large one request may be.
 *
 * @param maxPoints the most points in a request; at least 1
 * @param maxBytes the most bytes in a request's body, before compression; at least 1
 */
public record OtlpLimits(int maxPoints, int maxBytes) {
  /** Any number of points, 64 MiB. */
  public static final OtlpLimits DEFAULT = new OtlpLimits(Integer.MAX_VALUE, 64 * 1024 * 1024);

  public OtlpLimits {
    if (maxPoints < 1) {
      throw new IllegalArgumentException("maxPoints < 1: " + maxPoints);
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes < 1: " + maxBytes);
    }
  }
}
