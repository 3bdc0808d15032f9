package ee.otel.metrics.internal.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The HTTP header Retry-After (RFC 9110, section "Retry-After"). */
final class RetryAfter {
  /** Enough to pass every deadline, and no risk of overflow. */
  private static final Duration LONGEST = Duration.ofDays(365);

  /** IMF-fixdate, and the two obsolete forms that a recipient must accept. */
  private static final DateTimeFormatter[] FORMATS = {
    DateTimeFormatter.RFC_1123_DATE_TIME,
    DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.ENGLISH),
    DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
        .withZone(ZoneOffset.UTC)
  };

  private RetryAfter() {}

  /**
   * How long to wait, not negative, or null where nothing sensible is said.
   *
   * @param value seconds or an HTTP date
   * @param date the answer's own Date header, which a date is compared with so that the two clocks
   *     need not agree
   * @param now the time here, for an answer without Date
   */
  static @Nullable Duration parse(@Nullable String value, @Nullable String date, Instant now) {
    if (value == null) {
      return null;
    }
    String text = value.trim();
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return text.length() > 9 ? LONGEST : bounded(Duration.ofSeconds(Long.parseLong(text)));
    }
    Instant until = date(text);
    if (until == null) {
      return null;
    }
    Instant sent = date == null ? null : date(date.trim());
    return bounded(Duration.between(sent == null ? now : sent, until));
  }

  private static Duration bounded(Duration duration) {
    if (duration.isNegative()) {
      return Duration.ZERO;
    }
    return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
  }

  private static @Nullable Instant date(String text) {
    for (DateTimeFormatter format : FORMATS) {
      try {
        return Instant.from(format.parse(text));
      } catch (DateTimeException e) {
        // It may have the next form.
      }
    }
    return null;
  }
}
