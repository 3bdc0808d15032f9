package ee.otel.metrics.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LossesTest {
  private final Losses losses = new Losses();

  @Test
  void counts_areKeptByReason() {
    losses.add(Loss.NEGATIVE);
    losses.add(Loss.NEGATIVE);
    losses.add(Loss.REJECTED_BY_COLLECTOR, 40);

    assertEquals(2, losses.count(Loss.NEGATIVE));
    assertEquals(40, losses.count(Loss.REJECTED_BY_COLLECTOR));
    assertEquals(0, losses.count(Loss.INFINITE));
  }

  @Test
  void counts_nameEveryReasonAndAreASnapshot() {
    Map<Loss, Long> before = losses.counts();
    losses.add(Loss.INFINITE);

    assertEquals(Set.of(Loss.values()), before.keySet());
    assertTrue(before.values().stream().allMatch(count -> count == 0));
    assertEquals(1, losses.counts().get(Loss.INFINITE));
  }

  @Test
  void reason_isTheAttributeForm() {
    assertEquals("not_a_number", Loss.NOT_A_NUMBER.reason());
    assertEquals(Loss.Unit.POINT, Loss.TOO_LARGE.unit());
  }
}
