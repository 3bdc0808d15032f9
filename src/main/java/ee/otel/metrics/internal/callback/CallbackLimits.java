package ee.otel.metrics.internal.callback;

import java.time.Duration;

/**
 * How long the callbacks of one collection may take.
 *
 * <p>They share what is left until the deadline: each gets half of it at most, so that any number
 * of callbacks that hang leaves time for the others.
 *
 * @param deadlineNanos when all of them have to be over, on the scale of {@link System#nanoTime}
 * @param timeoutNanos what one of them gets at most
 */
public record CallbackLimits(long deadlineNanos, long timeoutNanos) {
  /** No limit. */
  static final CallbackLimits NONE = new CallbackLimits(0, Long.MAX_VALUE);

  /** The least that a callback gets: enough for one that does not wait. */
  static final long LEAST_NANOS = Duration.ofMillis(20).toNanos();

  /** When the time of a callback that begins now is up. */
  public long limit(long now) {
    long share = (deadlineNanos - now) / 2;
    return now + Math.max(LEAST_NANOS, Math.min(timeoutNanos, share));
  }
}
