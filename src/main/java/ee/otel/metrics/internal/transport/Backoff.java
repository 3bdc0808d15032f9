package ee.otel.metrics.internal.transport;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Exponential backoff with jitter (specification: <em>OpenTelemetry Protocol Exporter</em>,
 * <em>Retry</em>): half of each wait is fixed, half is chance, so that many senders spread out.
 */
final class Backoff {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(5);
  private static final double GROWTH = 1.5;

  private final DoubleSupplier chance;

  /**
   * @param chance numbers from 0 to 1
   */
  Backoff(DoubleSupplier chance) {
    this.chance = chance;
  }

  /** Nanoseconds to wait after the given number of failed tries, at least 1. */
  long afterTries(int tries) {
    double grown = FIRST.toNanos() * Math.pow(GROWTH, tries - 1);
    double longest = Math.min(grown, LONGEST.toNanos());
    return (long) (longest * (0.5 + 0.5 * chance.getAsDouble()));
  }
}
