package ee.otel.metrics.benchmark.server;

import ee.otel.demo.shop.Product;
import ee.otel.metrics.receiver.OtlpReceiver;
import ee.otel.metrics.receiver.ReceivedRequest;
import ee.otel.metrics.server.Launch;
import ee.otel.metrics.server.Project;
import ee.otel.metrics.server.Server;
import ee.otel.metrics.server.ServerProcess;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that runs the shop, what loads it and what receives its metrics. */
final class Shop implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int COLLECTIONS = 3;
  private static final List<String> COUNTRIES =
      List.of("AT", "CZ", "DE", "EE", "FI", "LT", "LV", "PL");
  private static final Pattern HEAP = Pattern.compile("garbage-first heap .* used (\\d+)K");
  private static final Pattern METASPACE = Pattern.compile("Metaspace +used (\\d+)K");

  private final Variant variant;
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final ServerProcess process;
  private final double startCpuSeconds;

  private long measured;

  /**
   * @param jvmOptions beside the usual ones
   */
  Shop(Variant variant, Server server, List<String> jvmOptions) {
    this.variant = variant;
    try {
      process = ServerProcess.start(server, launch(jvmOptions));
    } catch (RuntimeException | Error e) {
      receiver.close();
      throw e;
    }
    startCpuSeconds = cpuSeconds();
  }

  private Launch launch(List<String> jvmOptions) {
    Launch launch =
        Launch.of(variant.war(), "api/stock")
            .with("otel.exporter.otlp.metrics.endpoint", receiver.metricsEndpoint())
            .with("otel.metric.export.interval", ServerCost.INTERVAL_MILLIS);
    for (String option : ServerCost.JVM_OPTIONS) {
      launch = launch.withJvmOption(option);
    }
    for (String option : jvmOptions) {
      launch = launch.withJvmOption(option);
    }
    if (variant == Variant.ALWAYS_OFF) {
      launch = launch.with("otel.metrics.exemplar.filter", "always_off");
    }
    if (Boolean.getBoolean("benchmark.server.jfr")) {
      launch =
          launch.withJvmOption(
              "-XX:StartFlightRecording=settings=profile,filename="
                  + Project.target().resolve("server-" + variant.name() + ".jfr"));
    }
    return launch;
  }

  /** What the server has printed, also after its end. */
  List<String> output() {
    return process.lines();
  }

  Variant variant() {
    return variant;
  }

  /**
   * What requests got done.
   *
   * @param requestCpuSeconds the server's processor time for each
   */
  record Done(double requestsPerSecond, double requestCpuSeconds) {}

  /**
   * Asks for prices as fast as they are answered.
   *
   * @param measurings how often each request is to measure
   */
  Done load(int measurings, Duration length) throws IOException, InterruptedException {
    Load load = new Load(process.application().root(), paths(measurings));
    double before = cpuSeconds();
    Load.Answered answered = load.run(length);
    double after = cpuSeconds();
    measured += answered.requests() * measurings;
    return new Done(
        answered.requests() / answered.seconds(), (after - before) / answered.requests());
  }

  private static List<String> paths(int measurings) {
    return Stream.of(Product.values())
        .flatMap(
            product ->
                COUNTRIES.stream()
                    .map(
                        country ->
                            "api/prices?product=%s&country=%s&measurings=%d"
                                .formatted(product, country, measurings)))
        .toList();
  }

  /**
   * Waits until there were enough exports and all that was measured has arrived.
   *
   * @return the exports so far; none where nothing exports
   */
  int awaitExports() {
    if (variant == Variant.NONE) {
      return 0;
    }
    return receiver
        .await(
            all -> all.size() >= ServerCost.EXPORTS && total(all.get(all.size() - 1)) == measured,
            SOON)
        .size();
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

  double startSeconds() {
    return process.startTime().toNanos() / 1e9;
  }

  double startCpuSeconds() {
    return startCpuSeconds;
  }

  /**
   * In use after a full collection.
   *
   * @param metaspace for classes
   */
  record Megabytes(double heap, double metaspace) {}

  Megabytes collect() {
    for (int i = 0; i < COLLECTIONS; i++) {
      process.jcmd("GC.run");
    }
    String info = String.join("\n", process.jcmd("GC.heap_info"));
    return new Megabytes(megabytes(HEAP, info), megabytes(METASPACE, info));
  }

  private static double megabytes(Pattern what, String info) {
    Matcher used = what.matcher(info);
    if (!used.find()) {
      throw new IllegalStateException(what + " is not in " + info);
    }
    return Long.parseLong(used.group(1)) / 1024.0;
  }

  private double cpuSeconds() {
    return ProcessHandle.of(process.pid())
            .flatMap(handle -> handle.info().totalCpuDuration())
            .orElseThrow(() -> new IllegalStateException("no processor time of the server"))
            .toNanos()
        / 1e9;
  }

  @Override
  public void close() {
    process.close();
    receiver.close();
  }
}
