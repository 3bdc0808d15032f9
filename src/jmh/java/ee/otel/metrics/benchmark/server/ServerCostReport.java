package ee.otel.metrics.benchmark.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The section of the page that shows {@link ServerCost}. */
final class ServerCostReport {
  private final String server;
  private final String circumstances;
  private final Map<Variant, List<Life>> lives;

  /**
   * @param circumstances machine, date, JDK, as Markdown
   * @param lives of every variant, at least one
   */
  ServerCostReport(String server, String circumstances, Map<Variant, List<Life>> lives) {
    this.server = server;
    this.circumstances = circumstances;
    this.lives = lives;
  }

  String section() {
    return """
        ## The cost in a server

        The demonstration's shop on %s with the OpenTelemetry API alone, with this jar and with
        opentelemetry-java (its SDK, its OTLP/HTTP exporter with the sender that comes with it, made by a CDI
        bean). %d connections ask for prices as fast as they are answered; a request measures what requests
        usually measure: one counter, one histogram, 3 attributes, 32 attribute sets, and the requests in
        flight up and down. An export every %d ms, which is %d times as often as usual. Processor time is the
        server's alone; load and receiver run on the same machine. Written by `mvn -Pbenchmark
        -Dbenchmark=server verify`.

        """
            .formatted(
                server,
                Load.CONNECTIONS,
                ServerCost.INTERVAL_MILLIS,
                60_000 / ServerCost.INTERVAL_MILLIS)
        + circumstances
        + "- "
        + String.join(" ", ServerCost.JVM_OPTIONS)
        + "\n\n"
        + table()
        + """

        Medians of %d servers each, started in turns, with the least and the most in brackets; what a
        library adds is the difference of medians, and means nothing where the brackets overlap. "counter
        and histogram" is from requests that measure %d times. Memory is after a full collection. Every
        measurement arrived at the receiver.
        """
            .formatted(lives.get(Variant.NONE).size(), ServerCost.MANY_MEASURINGS);
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    String ours = Variant.OURS.title();
    String theirs = Variant.OPENTELEMETRY.title();
    row(table, "what", Variant.NONE.title(), ours, theirs, ours + " adds", theirs + " adds");
    row(table, "---", "--:", "--:", "--:", "--:", "--:");
    compare(table, "requests a second", 0, Life::requestsPerSecond);
    compare(table, "processor time of a request, µs", 1, Life::requestMicros);
    compare(table, "of it counter and histogram, ns", 0, Life::measuringNanos);
    compare(table, "start-up, s", 1, Life::startSeconds);
    compare(table, "processor time of the start-up, s", 1, Life::startCpuSeconds);
    String exports = " after " + ServerCost.EXPORTS + " exports, MB";
    compare(table, "heap" + exports, 1, Life::heapMegabytes);
    compare(table, "metaspace" + exports, 1, Life::metaspaceMegabytes);
    return table.toString();
  }

  private void compare(
      StringBuilder table, String what, int digits, ToDoubleFunction<Life> figure) {
    double none = median(Variant.NONE, figure);
    row(
        table,
        what,
        cell(Variant.NONE, digits, figure),
        cell(Variant.OURS, digits, figure),
        cell(Variant.OPENTELEMETRY, digits, figure),
        difference(median(Variant.OURS, figure) - none, digits),
        difference(median(Variant.OPENTELEMETRY, figure) - none, digits));
  }

  private String cell(Variant variant, int digits, ToDoubleFunction<Life> figure) {
    double[] sorted = sorted(variant, figure);
    return "%s (%s–%s)"
        .formatted(
            number(median(variant, figure), digits),
            number(sorted[0], digits),
            number(sorted[sorted.length - 1], digits));
  }

  private double median(Variant variant, ToDoubleFunction<Life> figure) {
    double[] sorted = sorted(variant, figure);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double[] sorted(Variant variant, ToDoubleFunction<Life> figure) {
    return lives.get(variant).stream().mapToDouble(figure).sorted().toArray();
  }

  private static String difference(double difference, int digits) {
    return String.format(Locale.ROOT, "%+,." + digits + "f", difference);
  }

  private static String number(double number, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", number);
  }

  private static void row(StringBuilder table, String... cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
