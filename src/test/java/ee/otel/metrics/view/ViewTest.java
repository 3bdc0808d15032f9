package ee.otel.metrics.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {

  @ParameterizedTest
  @ValueSource(strings = {"*", "http.*", "http.?"})
  void nameForManyInstruments_isRefused(String pattern) {
    View.Builder view = View.of(InstrumentSelector.named(pattern)).name("one");

    String message = assertThrows(IllegalArgumentException.class, view::build).getMessage();
    assertTrue(message.contains("full name"), message);
  }

  @Test
  void nameForAKind_isRefused() {
    View.Builder view = View.of(InstrumentSelector.ofKind(InstrumentKind.COUNTER)).name("one");

    assertThrows(IllegalArgumentException.class, view::build);
  }

  @Test
  void nameForOneInstrument_isTakenAsItIs() {
    assertEquals("1 %", View.of(InstrumentSelector.named("a")).name("1 %").build().name());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void cardinalityLimitBelowOne_isRefused(int limit) {
    View.Builder view = View.of(InstrumentSelector.named("a"));

    assertThrows(IllegalArgumentException.class, () -> view.cardinalityLimit(limit));
  }
}
