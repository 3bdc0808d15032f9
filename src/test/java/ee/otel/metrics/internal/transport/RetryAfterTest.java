package ee.otel.metrics.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-06T08:49:27Z");

  @Test
  void seconds_areTaken() {
    assertEquals(Duration.ofSeconds(120), RetryAfter.parse(" 120 ", null, NOW));
    assertEquals(Duration.ZERO, RetryAfter.parse("0", null, NOW));
    assertEquals(Duration.ofDays(365), RetryAfter.parse("9".repeat(40), null, NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fri, 06 Nov 2026 08:49:37 GMT",
        "Friday, 06-Nov-26 08:49:37 GMT",
        "Fri Nov  6 08:49:37 2026"
      })
  void date_isTakenInItsThreeForms(String date) {
    assertEquals(Duration.ofSeconds(10), RetryAfter.parse(date, null, NOW));
  }

  @Test
  void date_isComparedWithTheAnswersOwn() {
    String until = "Fri, 06 Nov 2026 08:49:37 GMT";
    Instant wrongClock = NOW.plusSeconds(100_000);

    assertEquals(
        Duration.ofSeconds(7),
        RetryAfter.parse(until, "Fri, 06 Nov 2026 08:49:30 GMT", wrongClock));
    assertEquals(Duration.ZERO, RetryAfter.parse(until, null, wrongClock));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "١"})
  void nonsense_isNotHeard(String value) {
    assertNull(RetryAfter.parse(value, null, NOW));
    assertNull(RetryAfter.parse(null, null, NOW));
  }
}
