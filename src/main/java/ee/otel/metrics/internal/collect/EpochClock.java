package ee.otel.metrics.internal.collect;

import java.time.Instant;

/** The system clock, in the unit of snapshots. */
public final class EpochClock {
  private EpochClock() {}

  /** Nanoseconds since the Unix epoch. */
  public static long nanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
