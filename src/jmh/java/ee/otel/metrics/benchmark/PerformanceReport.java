package ee.otel.metrics.benchmark;

import ee.otel.metrics.benchmark.Measurements.Case;
import ee.otel.metrics.benchmark.Measurements.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page that shows a run: {@code performance.md} with the plot {@code cycle-time.svg}. What
 * people wrote below {@link #BY_HAND} stays, and so does the {@link ServerSection}.
 */
final class PerformanceReport {
  static final String PAGE = "performance.md";
  static final String PLOT = "cycle-time.svg";
  static final String BY_HAND = "<!-- What follows is written by hand and kept. -->";

  private final String circumstances;
  private final List<Comparison> goals;
  private final Map<Case, List<HotFramesProfiler.Frame>> profiles;
  private final Measurements measurements;
  private final Footprint footprint;

  /**
   * @param circumstances machine, date, JDK, as Markdown
   * @param profiles the methods at work, by what was measured
   */
  PerformanceReport(
      String circumstances,
      List<Comparison> goals,
      Map<Case, List<HotFramesProfiler.Frame>> profiles,
      Measurements measurements,
      Footprint footprint) {
    this.circumstances = circumstances;
    this.goals = goals;
    this.profiles = profiles;
    this.measurements = measurements;
    this.footprint = footprint;
  }

  void writeTo(Path folder) throws IOException {
    Path page = folder.resolve(PAGE);
    String before = Files.exists(page) ? Files.readString(page) : "";
    int kept = before.indexOf(BY_HAND);
    Files.writeString(
        page,
        page(ServerSection.of(before), GoalsMoved.since(before, goals))
            + (kept < 0 ? BY_HAND + "\n" : before.substring(kept)));
    Files.writeString(folder.resolve(PLOT), CycleTimePlot.svg(cycleLines()));
  }

  /**
   * @param server the section about a server, as it is
   * @param moved what moved since the last run
   */
  private String page(String server, String moved) {
    return """
        # Performance

        Written by `mvn -Pbenchmark verify` (everything, about 35 minutes), `mvn -Pbenchmark
        -Dbenchmark=quick verify` (what the goals ask for, five to seven minutes) or `mvn -Pbenchmark
        -Dbenchmark=server verify` (the cost in a server, about twelve minutes); a part that was not
        measured stays as it was. Ours and opentelemetry-java (its metrics SDK, its OTLP marshaler,
        default memory mode) are measured through the same OpenTelemetry API in turns, in one run;
        each time is processor time, the median of the forks. Machines are shared and noisy: only the
        ratios mean something.

        """
        + circumstances
        + "\n## Goals\n\n"
        + goals()
        + "\nRecording: 3 attributes, "
        + Goals.TYPICAL_SETS
        + " attribute sets in turn where not said otherwise, a collection every 100 ms. Heap: without"
        + " the caller's attributes, after recording.\n"
        + "\n## What moved since the last run\n\n"
        + moved
        + "\n## Where the time goes where a goal is not met\n\n"
        + profiles()
        + "\n## Cost against size\n\n![Cycle time against series]("
        + PLOT
        + ")\n\n"
        + cycles()
        + "\n## Heap a series after an export\n\n"
        + heap()
        + "\n## Other clients\n\n"
        + otherClients()
        + "\n"
        + server
        + "\n## Everything that was measured\n\n"
        + everything()
        + "\n";
  }

  private String goals() {
    StringBuilder table = new StringBuilder();
    row(table, "what", "ours", "opentelemetry-java", "ratio", "goal", "met");
    row(table, "---", "--:", "--:", "--:", "--:", "---");
    for (Comparison goal : goals) {
      row(
          table,
          goal.what(),
          number(goal.ours()) + " " + goal.unit(),
          Double.isNaN(goal.theirs()) ? "–" : number(goal.theirs()) + " " + goal.unit(),
          goal.theirs() > 0 ? ratio(goal.ratio()) : "–",
          "≤ " + (goal.ofRatio() ? ratio(goal.limit()) : number(goal.limit()) + " " + goal.unit()),
          goal.isMet() ? "yes" : "**no**");
    }
    return table.toString();
  }

  private String profiles() {
    StringBuilder table = new StringBuilder();
    row(table, "what", "methods at work, by the samples of the flight recorder");
    row(table, "---", "---");
    for (Comparison goal : goals) {
      Case measured = goal.measured();
      List<HotFramesProfiler.Frame> frames = measured == null ? null : profiles.get(measured);
      if (!goal.isMet() && frames != null) {
        row(
            table,
            goal.what(),
            frames.stream()
                .map(frame -> "`" + frame.method() + "` " + number(frame.percent()) + " %")
                .collect(Collectors.joining(", ")));
      }
    }
    return table.toString();
  }

  private String cycles() {
    StringBuilder table = new StringBuilder();
    row(table, "what", "series", "ours, ns a point", "opentelemetry-java", "ratio");
    row(table, "---", "--:", "--:", "--:", "--:");
    for (Filling filling : Filling.values()) {
      for (int series : Goals.SIZES) {
        Case cycle = Goals.cycle(filling, series);
        Cost ours = measurements.find(cycle, Library.OURS);
        Cost theirs = measurements.find(cycle, Library.OPENTELEMETRY);
        if (ours != null && theirs != null) {
          row(
              table,
              filling.name().toLowerCase(Locale.ROOT),
              Integer.toString(series),
              number(ours.nanos() / series),
              number(theirs.nanos() / series),
              ratio(ours.nanos() / theirs.nanos()));
        }
      }
    }
    return table.toString();
  }

  private List<CycleTimePlot.Line> cycleLines() {
    List<CycleTimePlot.Line> lines = new ArrayList<>();
    for (Filling filling : Filling.values()) {
      for (Library library : Library.values()) {
        List<CycleTimePlot.Point> points = new ArrayList<>();
        for (int series : Goals.SIZES) {
          Cost cycle = measurements.find(Goals.cycle(filling, series), library);
          if (cycle != null) {
            points.add(new CycleTimePlot.Point(series, cycle.nanos() / 1e6));
          }
        }
        lines.add(
            new CycleTimePlot.Line(
                name(library) + ", " + filling.name().toLowerCase(Locale.ROOT),
                filling.ordinal(),
                library != Library.OURS,
                points));
      }
    }
    return lines;
  }

  private String heap() {
    StringBuilder table = new StringBuilder();
    row(table, "what", "ours", "opentelemetry-java", "ratio");
    row(table, "---", "--:", "--:", "--:");
    for (Filling filling : Filling.values()) {
      double ours = footprint.heap().get(Library.OURS).get(filling).exported();
      double theirs = footprint.heap().get(Library.OPENTELEMETRY).get(filling).exported();
      row(
          table,
          filling.name().toLowerCase(Locale.ROOT),
          number(ours) + " B",
          number(theirs) + " B",
          ratio(ours / theirs));
    }
    return table.toString();
  }

  private String otherClients() {
    StringBuilder table = new StringBuilder();
    row(table, "what", "", "");
    row(table, "---", "--:", "--:");
    for (Case measured : measurements.cases()) {
      Cost cost = measurements.find(measured, Library.OURS);
      if (cost != null && isOtherClient(measured)) {
        row(
            table,
            measured.benchmark() + (measured.threads() > 1 ? ", 2 threads" : ""),
            number(cost.nanos()) + " ns",
            number(cost.bytes()) + " B");
      }
    }
    return table.toString();
  }

  private static boolean isOtherClient(Case measured) {
    return measured.benchmark().matches("(micrometer|prometheus).*");
  }

  private String everything() {
    StringBuilder table = new StringBuilder();
    row(table, "benchmark", "threads", "", "ours", "", "opentelemetry-java", "", "ratio");
    row(table, "---", "--:", "---", "--:", "--:", "--:", "--:", "--:");
    for (Case measured : measurements.cases()) {
      Cost ours = measurements.find(measured, Library.OURS);
      Cost theirs = measurements.find(measured, Library.OPENTELEMETRY);
      if (ours != null && theirs != null) {
        row(
            table,
            measured.benchmark(),
            Integer.toString(measured.threads()),
            parameters(measured.parameters()),
            number(ours.nanos()) + " ns",
            number(ours.bytes()) + " B",
            number(theirs.nanos()) + " ns",
            number(theirs.bytes()) + " B",
            ratio(ours.nanos() / theirs.nanos()));
      }
    }
    return table.toString();
  }

  private static String parameters(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static String name(Library library) {
    return library == Library.OURS ? "ours" : "opentelemetry-java";
  }

  private static void row(StringBuilder table, String... cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  static String number(double number) {
    return String.format(
        Locale.ROOT, number < 10 && number != Math.rint(number) ? "%.1f" : "%,.0f", number);
  }
}
