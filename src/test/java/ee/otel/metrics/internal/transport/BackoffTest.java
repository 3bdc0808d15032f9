package ee.otel.metrics.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void waits_growToFiveSeconds() {
    assertEquals("[1000, 1500, 2250, 3375, 5000, 5000]", waits(1));
  }

  @Test
  void chance_takesAwayUpToHalf() {
    assertEquals("[500, 750, 1125, 1687, 2500, 2500]", waits(0));
  }

  private static String waits(double chance) {
    Backoff backoff = new Backoff(() -> chance);
    return LongStream.rangeClosed(1, 6)
        .map(tries -> backoff.afterTries((int) tries) / 1_000_000)
        .boxed()
        .toList()
        .toString();
  }
}
