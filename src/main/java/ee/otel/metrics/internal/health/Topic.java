package ee.otel.metrics.internal.health;

/** Something that fails: how often, and when a warning was last logged. */
final class Topic {
  private long failures;
  private long silent;
  private boolean spoken;
  private long spokenAt;

  synchronized long failed() {
    return ++failures;
  }

  synchronized long failures() {
    return failures;
  }

  /**
   * How many failures were not logged before this one, or -1 if this one may not be logged either.
   */
  synchronized long claim(long now, long period) {
    if (spoken && now - spokenAt < period) {
      silent++;
      return -1;
    }
    long before = silent;
    spoken = true;
    spokenAt = now;
    silent = 0;
    return before;
  }
}
