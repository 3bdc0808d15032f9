package ee.otel.metrics.internal.export.delivery;

import ee.otel.metrics.internal.health.Health;
import ee.otel.metrics.internal.transport.ExportException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Logs that an outage of the collector begins, that it goes on, at most every 15 minutes, and that
 * it ends. What the last export loses is always logged. For one thread at a time.
 */
final class Outage {
  static final Duration BETWEEN_REMINDERS = Duration.ofMinutes(15);

  private final Health health;
  private final LongSupplier nanoTime;

  /** Exports that failed in a row. */
  private long failures;

  private long sinceNanos;
  private long saidNanos;

  Outage(Health health, LongSupplier nanoTime) {
    this.health = health;
    this.nanoTime = nanoTime;
  }

  /**
   * An export has ended.
   *
   * @param where the endpoint as it may be shown
   * @param missing points that did not arrive and are not given up
   * @param last whether there is no later export
   */
  void tell(Delivery delivery, String where, long missing, boolean last) {
    Optional<ExportException> why = delivery.failure();
    if (last && (missing > 0 || why.isPresent())) {
      health.lastWarning(() -> failed(where, why, delivery) + lost(missing));
      if (why.isPresent() && why.get().status().isEmpty()) {
        SharedOutage.note(where, nanoTime.getAsLong());
      }
    } else if (why.isPresent()) {
      goOn(where, why, delivery, missing);
    } else {
      end(where);
    }
  }

  private void goOn(String where, Optional<ExportException> why, Delivery delivery, long missing) {
    long now = nanoTime.getAsLong();
    failures++;
    if (failures == 1) {
      sinceNanos = saidNanos = now;
      health.warning(() -> failed(where, why, delivery) + kept(missing));
    } else if (now - saidNanos >= BETWEEN_REMINDERS.toNanos()) {
      saidNanos = now;
      health.warning(
          () ->
              failed(where, why, delivery)
                  + " That has been so for "
                  + duration(now - sinceNanos)
                  + " and "
                  + failures
                  + " exports; "
                  + missing
                  + " points wait.");
    } else {
      health.fine(() -> failed(where, why, delivery) + kept(missing));
    }
  }

  private void end(String where) {
    if (failures > 0) {
      String lasted = duration(nanoTime.getAsLong() - sinceNanos);
      long failed = failures;
      health.info(
          () ->
              "Metrics arrive again at "
                  + where
                  + ", after "
                  + lasted
                  + " and "
                  + failed
                  + (failed == 1 ? " failed export." : " failed exports."));
    }
    failures = 0;
  }

  /** A sentence, without its full stop, that says why metrics did not arrive. */
  static String notArrived(String where, ExportException why) {
    return "Metrics did not arrive at " + where + ": " + why.getMessage();
  }

  private static String failed(String where, Optional<ExportException> why, Delivery delivery) {
    StringBuilder text =
        new StringBuilder(
            why.map(exception -> notArrived(where, exception))
                .orElse("Some metrics did not arrive at " + where));
    text.append('.');
    if (delivery.lostForItsFate() > 0) {
      text.append(" Given up, because nobody knows whether they arrived: ")
          .append(delivery.lostForItsFate())
          .append(" points; see otel.metrics.ee.unknown.fate.");
    }
    return text.toString();
  }

  private static String kept(long missing) {
    return missing > 0 ? " They are kept for the next export." : "";
  }

  private static String lost(long missing) {
    return missing == 0
        ? ""
        : " It was the last export: "
            + missing
            + " points are lost. See otel.metrics.ee.shutdown.timeout.";
  }

  private static String duration(long nanos) {
    Duration duration = Duration.ofNanos(nanos);
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min"
        : Math.max(1, duration.toSeconds()) + " s";
  }
}
