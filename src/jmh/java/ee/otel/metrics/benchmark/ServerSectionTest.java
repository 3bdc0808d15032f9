package ee.otel.metrics.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ServerSectionTest {

  @Test
  void section_isReplacedAndNothingElse() {
    String first =
        ServerSection.replace("# Page\n\n" + PerformanceReport.BY_HAND + "\nWhy.\n", "a\n");
    String second = ServerSection.replace(first, "b\n");
    assertEquals(first.replace("\na\n", "\nb\n"), second);
    assertEquals(1, second.split("\nb\n", -1).length - 1);
    assertEquals("# Page\n\n", second.substring(0, second.indexOf("<!--")));
    assertEquals(
        "\nWhy.\n",
        second.substring(
            second.indexOf(PerformanceReport.BY_HAND) + PerformanceReport.BY_HAND.length()));
  }

  @Test
  void section_isTakenAlongIntoAnotherPage() {
    String page = ServerSection.replace("old\n", "a\n");
    String next = "new\n" + ServerSection.of(page) + "end\n";
    assertEquals(ServerSection.of(page), ServerSection.of(next));
    assertEquals(next.replace("a\n", "b\n"), ServerSection.replace(next, "b\n"));
  }

  @Test
  void emptySection_isAPlaceForOne() {
    String page = "new\n" + ServerSection.of("") + "end\n";
    String filled = ServerSection.replace(page, "a\n");
    assertEquals("new\n" + ServerSection.of(filled) + "end\n", filled);
  }
}
