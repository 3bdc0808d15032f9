package ee.otel.metrics.benchmark.server;

import ee.otel.metrics.benchmark.server.Figures.Spread;
import java.util.Locale;

/** The section of the page that shows {@link ServerCost}. */
final class ServerCostReport {
  private final String server;
  private final String circumstances;
  private final Figures figures;

  /**
   * @param circumstances machine, date, JDK, as Markdown
   */
  ServerCostReport(String server, String circumstances, Figures figures) {
    this.server = server;
    this.circumstances = circumstances;
    this.figures = figures;
  }

  String section() {
    return """
        ## The cost in a server

        The demonstration's shop on %s with the OpenTelemetry API alone, with this jar and with
        opentelemetry-java (its SDK, its OTLP/HTTP exporter with the sender that comes with it, made by a CDI
        bean), otherwise the same. %d connections ask for prices as fast as they are answered; a request
        measures what requests usually measure: one counter and one histogram, 3 attributes, 32 attribute
        sets, and the requests in flight up and down. An export every %d ms, %d times as often as usual.
        Written by `mvn -Pbenchmark -Dbenchmark=server verify`.

        """
            .formatted(
                server,
                Load.CONNECTIONS,
                ServerCost.INTERVAL_MILLIS,
                60_000 / ServerCost.INTERVAL_MILLIS)
        + circumstances
        + "- server: `"
        + String.join(" ", ServerCost.JVM_OPTIONS)
        + "`\n\n"
        + table(figures, Figure.values())
        + """

        Medians of %d starts of each, loaded in turns, %d times %d turns each. What a library adds is the
        median of the differences within a turn, with the least and the most: where these have different
        signs, the noise is larger than the difference. Processor time is the server's own, with its compiler
        and collector; load and receiver run on the same machine and take their share of the throughput. Of
        adding and recording, with the attributes made anew, it is taken from requests that do both %d
        times. Memory is after a full collection. Every measurement arrived at the receiver. What this jar
        does in addition: Payara has a span of its own for each request, which the application with its own
        API does not see; this jar does, and keeps exemplars with its trace, unless the exemplar filter
        is `always_off`. It also measures the JVM and each request.
        """
            .formatted(ServerCost.ROUNDS, ServerCost.ROUNDS, ServerCost.SLICES, ServerCost.MANY);
  }

  /** These figures, for each variant and what it adds. */
  static String table(Figures figures, Figure... which) {
    StringBuilder table = new StringBuilder();
    String ours = Variant.OURS.title();
    String theirs = Variant.OPENTELEMETRY.title();
    boolean off = figures.wasMeasured(Variant.ALWAYS_OFF);
    row(
        table,
        "what",
        Variant.NONE.title(),
        ours,
        theirs,
        ours + " adds",
        theirs + " adds" + (off ? " | " + Variant.ALWAYS_OFF.title() + ", adds" : ""));
    row(table, "---", "--:", "--:", "--:", "--:", "--:" + (off ? " | --:" : ""));
    for (Figure figure : which) {
      row(
          table,
          figure.title(),
          median(figures.of(Variant.NONE, figure), figure),
          median(figures.of(Variant.OURS, figure), figure),
          median(figures.of(Variant.OPENTELEMETRY, figure), figure),
          added(figures.added(Variant.OURS, figure), figure),
          added(figures.added(Variant.OPENTELEMETRY, figure), figure)
              + (off ? " | " + added(figures.added(Variant.ALWAYS_OFF, figure), figure) : ""));
    }
    return table.toString();
  }

  private static String median(Spread spread, Figure figure) {
    return number("", spread.median(), figure);
  }

  private static String added(Spread added, Figure figure) {
    return "%s (%s … %s)"
        .formatted(
            number("+", added.median(), figure),
            number("+", added.least(), figure),
            number("+", added.most(), figure));
  }

  private static String number(String flag, double number, Figure figure) {
    return String.format(Locale.ROOT, "%" + flag + ",." + figure.digits() + "f", number);
  }

  private static void row(StringBuilder table, String... cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
