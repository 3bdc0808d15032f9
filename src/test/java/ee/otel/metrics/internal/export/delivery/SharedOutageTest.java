package ee.otel.metrics.internal.export.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SharedOutageTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final String endpoint = "http://" + UUID.randomUUID() + "/v1/metrics";

  @Test
  void applicationThatStopsNext_givesTheSameEndpointOneSecond() {
    assertEquals(5 * SECOND, SharedOutage.deadline(endpoint, 0, 5 * SECOND));
    SharedOutage.note(endpoint, 7);
    assertEquals(10 + SECOND, SharedOutage.deadline(endpoint, 10, 5 * SECOND));
    assertEquals(20, SharedOutage.deadline(endpoint, 10, 20), "never later than planned");
    assertEquals(5 * SECOND, SharedOutage.deadline(endpoint + "/2", 10, 5 * SECOND));
  }

  @Test
  void note_isForgottenAfterAMinute() {
    SharedOutage.note(endpoint, 0);
    assertEquals(70 * SECOND, SharedOutage.deadline(endpoint, 61 * SECOND, 70 * SECOND));
  }

  @Test
  void valueThatIsNotOurs_isIgnored() {
    System.setProperty("ee.otel.metrics.no.answer.from." + endpoint, "x");
    assertEquals(5 * SECOND, SharedOutage.deadline(endpoint, 0, 5 * SECOND));
  }
}
