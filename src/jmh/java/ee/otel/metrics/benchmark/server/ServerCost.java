package ee.otel.metrics.benchmark.server;

import ee.otel.demo.shop.Product;
import ee.otel.metrics.benchmark.server.Load.Answered;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import ee.otel.metrics.server.Launch;
import ee.otel.metrics.server.PayaraMicro;
import ee.otel.metrics.server.Project;
import ee.otel.metrics.server.Server;
import ee.otel.metrics.server.ServerProcess;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the shop on Payara Micro with each {@link Variant} in turn and puts it under {@link Load}.
 *
 * <p>The server is a process of its own, and only its processor time is counted. Load and receiver
 * are in this process, on the same machine.
 */
public final class ServerCost {
  static final int ROUNDS = 3;

  /** Exports that an hour brings at the usual interval of a minute. */
  static final int EXPORTS = 60;

  static final int INTERVAL_MILLIS = 500;
  static final int MANY_MEASURINGS = 100;
  static final List<String> JVM_OPTIONS = List.of("-XX:+UseG1GC", "-Xms512m", "-Xmx512m");

  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration LOAD = Duration.ofSeconds(16);
  private static final Duration MANY_MEASURINGS_LOAD = Duration.ofSeconds(6);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int COLLECTIONS = 3;
  private static final List<String> COUNTRIES =
      List.of("AT", "CZ", "DE", "EE", "FI", "LT", "LV", "PL");
  private static final Pattern HEAP = Pattern.compile("garbage-first heap .* used (\\d+)K");
  private static final Pattern METASPACE = Pattern.compile("Metaspace +used (\\d+)K");

  private final Server server = new PayaraMicro();

  private ServerCost() {}

  /**
   * Measures for some minutes.
   *
   * @param circumstances machine, date, JDK, as Markdown
   * @return a section of a page, as Markdown
   */
  public static String measure(String circumstances) throws IOException, InterruptedException {
    ServerCost cost = new ServerCost();
    Map<Variant, List<Life>> lives = new EnumMap<>(Variant.class);
    for (int round = 0; round < ROUNDS; round++) {
      for (Variant variant : Variant.inTurn(round).toList()) {
        Life life = cost.live(variant);
        System.out.println(variant.title() + ": " + life);
        lives.computeIfAbsent(variant, unused -> new ArrayList<>()).add(life);
      }
    }
    return new ServerCostReport(cost.server.title(), circumstances, lives).section();
  }

  private Life live(Variant variant) throws IOException, InterruptedException {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        ServerProcess shop = ServerProcess.start(server, launch(variant, receiver))) {
      double startCpu = cpuSeconds(shop);
      Load once = load(shop, 1);
      Load often = load(shop, MANY_MEASURINGS);
      long measured = once.run(WARM_UP).requests();
      measured += often.run(WARM_UP.dividedBy(2)).requests() * MANY_MEASURINGS;

      double before = cpuSeconds(shop);
      Answered usual = once.run(LOAD);
      double between = cpuSeconds(shop);
      Answered many = often.run(MANY_MEASURINGS_LOAD);
      double after = cpuSeconds(shop);
      measured += usual.requests() + many.requests() * MANY_MEASURINGS;

      int exports = variant == Variant.NONE ? 0 : awaitAll(measured, receiver);
      double usualCpu = (between - before) / usual.requests();
      double manyCpu = (after - between) / many.requests();
      List<String> memory = collected(shop);
      return new Life(
          shop.startTime().toNanos() / 1e9,
          startCpu,
          usual.requests() / usual.seconds(),
          usualCpu * 1e6,
          (manyCpu - usualCpu) / (MANY_MEASURINGS - 1) * 1e9,
          megabytes(HEAP, memory),
          megabytes(METASPACE, memory),
          exports);
    }
  }

  private static Launch launch(Variant variant, OtlpReceiver receiver) {
    Launch launch =
        Launch.of(variant.war(), "api/stock")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metric.export.interval", INTERVAL_MILLIS);
    for (String option : JVM_OPTIONS) {
      launch = launch.withJvmOption(option);
    }
    if (Boolean.getBoolean("benchmark.server.jfr")) {
      launch =
          launch.withJvmOption(
              "-XX:StartFlightRecording=settings=profile,filename="
                  + Project.target().resolve("server-" + variant.name() + ".jfr"));
    }
    return launch;
  }

  private static Load load(ServerProcess shop, int measurings) {
    return new Load(
        shop.application().root(),
        Stream.of(Product.values())
            .flatMap(
                product ->
                    COUNTRIES.stream()
                        .map(
                            country ->
                                "api/prices?product=%s&country=%s&measurings=%d"
                                    .formatted(product, country, measurings)))
            .toList());
  }

  /**
   * Waits until the receiver has been told every measurement and there were enough exports.
   *
   * @return the exports so far
   */
  private static int awaitAll(long measured, OtlpReceiver receiver) {
    List<ReceivedRequest> received =
        receiver.await(
            all -> all.size() >= EXPORTS && total(all.get(all.size() - 1)) == measured, SOON);
    return received.size();
  }

  /** What both instruments have counted, or -1 where they differ. */
  private static long total(ReceivedRequest request) {
    long lookups =
        request.metric(PricesResource.LOOKUPS).map(Metric::getSum).stream()
            .flatMap(sum -> sum.getDataPointsList().stream())
            .mapToLong(NumberDataPoint::getAsInt)
            .sum();
    long durations =
        request.metric(PricesResource.DURATION).map(Metric::getHistogram).stream()
            .flatMap(histogram -> histogram.getDataPointsList().stream())
            .mapToLong(HistogramDataPoint::getCount)
            .sum();
    return lookups == durations ? lookups : -1;
  }

  private static double cpuSeconds(ServerProcess shop) {
    return ProcessHandle.of(shop.pid())
            .flatMap(process -> process.info().totalCpuDuration())
            .orElseThrow(() -> new IllegalStateException("no processor time of " + shop.pid()))
            .toNanos()
        / 1e9;
  }

  private static List<String> collected(ServerProcess shop) {
    for (int i = 0; i < COLLECTIONS; i++) {
      shop.jcmd("GC.run");
    }
    return shop.jcmd("GC.heap_info");
  }

  private static double megabytes(Pattern what, List<String> lines) {
    for (String line : lines) {
      Matcher used = what.matcher(line);
      if (used.find()) {
        return Long.parseLong(used.group(1)) / 1024.0;
      }
    }
    throw new IllegalStateException(what + " is not in " + lines);
  }
}
