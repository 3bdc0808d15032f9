package ee.otel.metrics.benchmark.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerCostReportTest {

  @Test
  void row_showsMedianRangeAndWhatEachLibraryAdds() {
    String section = section(List.of(life(1), life(3), life(2)));
    assertTrue(section.startsWith("## The cost in a server\n"), section);
    assertTrue(section.contains("\n- a machine\n- -XX:+UseG1GC "), section);
    assertTrue(
        section.contains(
            "| requests a second | 2,000 (1,000–3,000) | 1,500 (1,500–1,500)"
                + " | 4,000 (4,000–4,000) | -500 | +2,000 |\n"),
        section);
    assertTrue(
        section.contains("| start-up, s | 2.0 (1.0–3.0) | 1.5 (1.5–1.5) | 4.0 (4.0–4.0) |"),
        section);
  }

  @Test
  void median_ofAnEvenNumberLiesBetween() {
    String section = section(List.of(life(1), life(2)));
    assertTrue(section.contains("| requests a second | 1,500 (1,000–2,000) |"), section);
  }

  @Test
  void turns_giveEachVariantEveryPlaceOnce() {
    for (int place = 0; place < Variant.values().length; place++) {
      int at = place;
      assertEquals(
          List.of(Variant.values()),
          List.of(0, 1, 2).stream()
              .map(round -> Variant.inTurn(round).toList().get(at))
              .sorted()
              .toList());
    }
  }

  private static String section(List<Life> none) {
    Map<Variant, List<Life>> lives =
        Map.of(
            Variant.NONE, none,
            Variant.OURS, List.of(life(1.5)),
            Variant.OPENTELEMETRY, List.of(life(4)));
    return new ServerCostReport("a server", "- a machine\n", lives).section();
  }

  private static Life life(double x) {
    return new Life(x, x, 1000 * x, x, x, x, x, 60);
  }
}
