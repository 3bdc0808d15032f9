package ee.otel.metrics;

import java.time.Instant;

/** The system clock, in the unit of snapshots. */
final class EpochClock {
  private EpochClock() {}

  /** Nanoseconds since the Unix epoch. */
  static long nanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
