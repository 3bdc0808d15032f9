package ee.otel.metrics.internal.export.delivery;

import java.time.Duration;

/**
 * What applications that stop tell each other of a collector: that it does not answer. Each has
 * classes of its own, so they meet in the system properties, as text.
 */
final class SharedOutage {
  /** Of the property that tells of an endpoint. */
  static final String PREFIX = "ee.otel.metrics.no.answer.from.";

  /** How long it is believed. */
  private static final long VALID_NANOS = Duration.ofMinutes(1).toNanos();

  /** What the last export of an application gets that was told. */
  private static final long SHORT_NANOS = Duration.ofSeconds(1).toNanos();

  private SharedOutage() {}

  /**
   * Tells the applications that stop after this one.
   *
   * @param endpoint without anything secret
   * @param now on the scale of {@link System#nanoTime}, which all of them share
   */
  static void note(String endpoint, long now) {
    System.setProperty(PREFIX + endpoint, Long.toString(now));
  }

  /** The deadline of a last export: soon, when another application was given no answer just now. */
  static long deadline(String endpoint, long now, long planned) {
    String noted = System.getProperty(PREFIX + endpoint);
    try {
      if (noted != null && Math.abs(now - Long.parseLong(noted)) < VALID_NANOS) {
        return Math.min(planned - now, SHORT_NANOS) + now;
      }
    } catch (NumberFormatException notOurs) {
      // Somebody else has set it.
    }
    return planned;
  }
}
