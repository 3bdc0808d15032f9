package ee.otel.metrics.benchmark.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.otel.metrics.benchmark.server.Figures.Spread;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServerCostReportTest {
  private final Figures figures = new Figures();

  @Test
  void section_showsMediansAndWhatEachLibraryAdds() {
    for (Figure figure : Figure.values()) {
      add(Variant.NONE, figure, 2000, 1000, 4000);
      add(Variant.OURS, figure, 2001, 1002, 3990);
      add(Variant.ALWAYS_OFF, figure, 2000, 1000, 4000);
      add(Variant.OPENTELEMETRY, figure, 3000, 3000, 9000);
    }
    String section = new ServerCostReport("a server", "- a machine\n", figures).section();
    assertTrue(section.startsWith("## The cost in a server\n"), section);
    assertTrue(section.contains("\n- a machine\n- server: `-XX:+UseG1GC "), section);
    String row =
        "| requests a second | 2,000 | 2,001 | 3,000 | +1 (-10 … +2) | +2,000 (+1,000 … +5,000) |"
            + " +0 (+0 … +0) |";
    assertTrue(section.contains(row), section);
    assertTrue(section.contains("| start-up until the first answer, s | 2,000.0 |"), section);
  }

  @Test
  void median_ofAnEvenNumberLiesBetween() {
    assertEquals(new Spread(2.5, 1, 9), Spread.of(List.of(9.0, 3.0, 1.0, 2.0)));
    assertEquals(new Spread(3, 1, 9), Spread.of(List.of(9.0, 3.0, 1.0)));
  }

  @Test
  void added_needsAsManyOfBoth() {
    add(Variant.NONE, Figure.HEAP, 1, 2);
    add(Variant.OURS, Figure.HEAP, 1);
    assertThrows(IllegalStateException.class, () -> figures.added(Variant.OURS, Figure.HEAP));
    assertThrows(IllegalStateException.class, () -> figures.of(Variant.OPENTELEMETRY, Figure.HEAP));
  }

  @Test
  void turns_giveEachVariantEveryPlaceOnce() {
    for (int place = 0; place < Variant.values().length; place++) {
      int at = place;
      assertEquals(
          List.of(Variant.values()),
          IntStream.range(0, Variant.values().length)
              .mapToObj(round -> Variant.inTurn(round).toList().get(at))
              .sorted()
              .toList());
    }
  }

  private void add(Variant variant, Figure figure, double... values) {
    for (double value : values) {
      figures.add(variant, figure, value);
    }
  }
}
