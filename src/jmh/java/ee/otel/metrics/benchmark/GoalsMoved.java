package ee.otel.metrics.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Which goals moved from one run of the page to the next, and how much code moved that had not
 * changed: the peer's.
 */
final class GoalsMoved {
  /** What moves by less may be the machine. */
  private static final double WORTH_TELLING = 0.1;

  private static final String TABLE = "\n## Goals\n\n";
  private static final String SAME = "the same";

  private GoalsMoved() {}

  /**
   * A row of the last run's table.
   *
   * @param theirs NaN for nothing
   */
  private record Row(double ours, double theirs, String ratio, boolean met) {}

  /**
   * As Markdown.
   *
   * @param page the page of the last run, or something else
   */
  static String since(String page, List<Comparison> goals) {
    Map<String, Row> before = rows(page);
    StringBuilder moved = new StringBuilder();
    List<Double> peer = new ArrayList<>();
    String parent = "";
    for (Comparison goal : goals) {
      parent = goal.what().startsWith(SAME) ? parent : goal.what();
      Row last = before.get(name(parent, goal.what()));
      if (last == null) {
        continue;
      }
      if (goal.unit().equals("ns") && last.theirs > 0 && goal.theirs() > 0) {
        peer.add(Math.abs(goal.theirs() / last.theirs - 1));
      }
      double now = goal.ofRatio() ? goal.ratio() : goal.ours();
      double then = goal.ofRatio() ? last.ours / last.theirs : last.ours;
      if (goal.isMet() != last.met || Math.abs(now - then) > WORTH_TELLING * then) {
        moved.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s |%n",
                name(parent, goal.what()),
                goal.ofRatio() ? last.ratio : PerformanceReport.number(last.ours),
                goal.ofRatio()
                    ? PerformanceReport.ratio(now)
                    : PerformanceReport.number(now) + " " + goal.unit(),
                goal.isMet() == last.met ? "" : goal.isMet() ? "met now" : "**missed now**"));
      }
    }
    if (before.isEmpty()) {
      return "There is no last run.\n";
    }
    return (moved.isEmpty()
            ? "Nothing.\n"
            : "| what | last run | this run | |\n| --- | --: | --: | --- |\n" + moved)
        + noise(peer);
  }

  private static String noise(List<Double> peer) {
    if (peer.isEmpty()) {
      return "";
    }
    double[] sorted = peer.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%nShown from %.0f %% on. What ours is compared with is the same code in both runs, unless its"
            + " version changed: its times moved by %.0f %% in the middle and by %.0f %% at most.%n",
        100 * WORTH_TELLING,
        100 * sorted[sorted.length / 2],
        100 * DoubleStream.of(sorted).max().orElse(0));
  }

  /** The rows of a page's table of goals by their names. */
  private static Map<String, Row> rows(String page) {
    Map<String, Row> rows = new LinkedHashMap<>();
    int begin = page.indexOf(TABLE);
    if (begin < 0) {
      return rows;
    }
    String table = page.substring(begin + TABLE.length());
    String parent = "";
    for (String line : table.split("\n\n", 2)[0].split("\n")) {
      String[] cells = line.split("\\|");
      Double ours = cells.length == 7 ? number(cells[2]) : null;
      if (ours == null) {
        continue; // the head
      }
      String what = cells[1].strip();
      parent = what.startsWith(SAME) ? parent : what;
      Double theirs = number(cells[3]);
      rows.put(
          name(parent, what),
          new Row(
              ours,
              theirs == null ? Double.NaN : theirs,
              cells[4].strip(),
              cells[6].strip().equals("yes")));
    }
    return rows;
  }

  /** A row that says "the same" belongs to the one above it; figures in brackets are no name. */
  private static String name(String parent, String what) {
    String name = what.equals(parent) ? what : parent + ": " + what;
    return name.replaceAll(" \\([^)]*[\\d,.]+ [nm]s\\)", "");
  }

  /** The number at the beginning of a cell, or null. */
  private static @Nullable Double number(String cell) {
    String first = cell.strip().split(" ")[0].replace(",", "");
    return first.matches("-?[\\d.]+") ? Double.valueOf(first) : null;
  }
}
