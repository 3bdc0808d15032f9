package ee.otel.metrics.internal.export.delivery;

import java.time.Duration;

/**
 * Applications that stop tell each other which collector does not answer. Each has classes of its
 * own, so they share it as text in the system properties.
 */
final class SharedOutage {
  /** Begins the name of the property for an endpoint. */
  static final String PREFIX = "ee.otel.metrics.no.answer.from.";

  /** How long a note counts. */
  private static final long VALID_NANOS = Duration.ofMinutes(1).toNanos();

  /** The time of a last export after such a note. */
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

  /** The deadline of a last export: soon, when another application has just got no answer. */
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
