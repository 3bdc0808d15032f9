package ee.otel.metrics.benchmark;

import ee.otel.metrics.benchmark.server.ServerCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of the page that {@link ServerCost} writes, between two marks. It has a date of its own
 * and stays when the rest is written anew.
 */
final class ServerSection {
  private static final String BEGIN = "<!-- The server: kept until it is measured again. -->\n";
  private static final String END = "<!-- The server ends. -->\n";

  private ServerSection() {}

  /** The section with its marks as it stands in that page; empty, between marks, if it does not. */
  static String of(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    return begin < 0 || end < begin ? BEGIN + END : page.substring(begin, end + END.length());
  }

  /** That page with another section. */
  static String replace(String page, String section) {
    String marked = BEGIN + section + END;
    if (page.contains(of(page))) {
      return page.replace(of(page), marked);
    }
    int byHand = page.indexOf(PerformanceReport.BY_HAND);
    int at = byHand < 0 ? page.length() : byHand;
    return page.substring(0, at) + marked + "\n" + page.substring(at);
  }

  /** Measures, which takes minutes, and leaves the rest of the page as it is. */
  static void measure(String circumstances, Path folder) throws IOException, InterruptedException {
    String section = ServerCost.measure(circumstances);
    Path page = folder.resolve(PerformanceReport.PAGE);
    String before = Files.exists(page) ? Files.readString(page) : "# Performance\n\n";
    Files.writeString(page, replace(before, section));
  }
}
