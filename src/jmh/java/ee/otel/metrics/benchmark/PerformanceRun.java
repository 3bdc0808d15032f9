package ee.otel.metrics.benchmark;

import ee.otel.metrics.benchmark.Measurements.Case;
import ee.otel.metrics.benchmark.server.StartCost;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures and writes the report. Arguments: quick, server, start or full, our jar, the folder of
 * the report.
 */
final class PerformanceRun {
  private static final int ROUNDS = 3;

  /** The quick mode begins no round that would not end within this. */
  private static final Duration QUICK = Duration.ofMinutes(5);

  private static final int HOTTEST = 6;
  private static final String EXPORT_HEAP = "-Xmx8g";

  /** All there from the start: the kernel's work for memory that is new is nobody's cost. */
  private static final String[] RECORDING_HEAP = {"-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"};

  private final Measurements measurements = new Measurements();

  public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
    if (args.length != 3 || !args[0].matches("quick|server|start|full")) {
      throw new IllegalArgumentException(
          "arguments: quick|server|start|full <our jar> <folder of the report>");
    }
    Path folder = Path.of(args[2]);
    if (args[0].equals("start")) {
      System.out.println(circumstances("start") + "\n" + StartCost.measure());
      return;
    }
    if (!args[0].equals("server")) {
      library(args[0], Path.of(args[1]), folder);
    }
    if (!args[0].equals("quick")) {
      ServerSection.measure(circumstances("server"), folder);
    }
  }

  private static void library(String mode, Path ourJar, Path folder)
      throws RunnerException, IOException, InterruptedException {
    Instant start = Instant.now();
    Footprint footprint = Footprint.measure(ourJar);
    PerformanceRun run = new PerformanceRun();
    run.others();
    // In rounds, so that what is compared meets the same neighbours on the machine.
    boolean quick = mode.equals("quick");
    Instant roundEnd = Instant.now();
    Duration took = Duration.ZERO;
    int rounds = 0;
    while (rounds < ROUNDS
        && !(quick
            && rounds > 0
            && Duration.between(start, roundEnd.plus(took)).compareTo(QUICK) > 0)) {
      if (rounds == 0 && !quick) {
        run.everything();
      } else {
        run.goals();
      }
      rounds++;
      Instant before = roundEnd;
      roundEnd = Instant.now();
      took = Duration.between(before, roundEnd);
    }
    run.pauses();
    String circumstances =
        circumstances(mode)
            + "- took "
            + start.until(Instant.now(), ChronoUnit.MINUTES)
            + " minutes, "
            + rounds
            + " forks for what a goal is about\n";
    List<Comparison> goals = Goals.of(run.measurements, footprint);
    new PerformanceReport(
            circumstances,
            goals,
            quick ? Map.of() : run.profiles(goals),
            run.measurements,
            footprint)
        .writeTo(folder);
  }

  /** What no goal is about. */
  private void others() throws RunnerException {
    measure(recordingFor(1, "OtherClientBenchmark"));
  }

  private void goals() throws RunnerException {
    measure(
        recordingFor(1, "RecordBenchmark.(?!attributesAlone)")
            .param("sets", Goals.TYPICAL_SETS)
            .param("fresh", "false"));
    measure(
        recordingFor(1, "RecordBenchmark.(counter|explicitHistogram|attributesAlone)$")
            .param("sets", Goals.TYPICAL_SETS)
            .param("fresh", "true")
            .param("temporality", "CUMULATIVE"));
    measure(
        recordingFor(1, "RecordBenchmark.exponentialHistogram$")
            .param("sets", "1500")
            .param("fresh", "false")
            .param("temporality", "DELTA"));
    measure(
        recordingFor(2, "RecordBenchmark.(exponentialHistogram|histogramInSpan)$")
            .param("sets", Goals.TYPICAL_SETS)
            .param("fresh", "false")
            .param("temporality", "DELTA"));
    measure(
        recordingFor(1, "ViewBenchmark")
            .param("sets", Goals.TYPICAL_SETS)
            .param("fresh", "false")
            .param("temporality", "CUMULATIVE"));
    measure(
        recordingFor(2, "RecordBenchmark.(counter|explicitHistogram)$")
            .param("sets", "1")
            .param("fresh", "false")
            .param("temporality", "CUMULATIVE"));
    measure(
        recordingFor(
            1,
            "BoundBenchmark",
            "FloorBenchmark",
            "AnnotationBenchmark",
            "OtherClientBenchmark.(micrometerCounterKept|prometheus.*Kept)"));
    measure(exportingOf("COUNTER").param("series", all()));
    measure(
        exportingOf("EXPLICIT", "EXPONENTIAL", "LARGE")
            .param("series", Integer.toString(Goals.TYPICAL_SIZE)));
    measure(
        exportingOf("EXPLICIT")
            .param(
                "series", Integer.toString(Goals.SMALL_SIZE), Integer.toString(Goals.LARGE_SIZE)));
  }

  private void pauses() throws IOException, InterruptedException {
    for (Library library : Library.values()) {
      measurements.add(
          Goals.PAUSE, library, new Measurements.Cost(RecorderPause.measure(library, true), 0));
    }
    measurements.add(
        Goals.PAUSE_ALONE,
        Library.OURS,
        new Measurements.Cost(RecorderPause.measure(Library.OURS, false), 0));
  }

  /** What the goals are about, and every other combination. */
  private void everything() throws RunnerException {
    measure(
        recordingFor(
            1,
            "RecordBenchmark",
            "ViewBenchmark",
            "BoundBenchmark",
            "FloorBenchmark",
            "AnnotationBenchmark"));
    measure(recordingFor(2, "RecordBenchmark", "ViewBenchmark", "OtherClientBenchmark"));
    measure(exportingOf("COUNTER", "EXPLICIT", "EXPONENTIAL").param("series", all()));
  }

  private static ChainedOptionsBuilder recordingFor(int threads, String... benchmarks) {
    return including(benchmarks)
        .jvmArgs(RECORDING_HEAP)
        .threads(threads)
        .warmupIterations(4)
        .warmupTime(TimeValue.milliseconds(300)) // the compiler has to come to an end
        .measurementIterations(5)
        .measurementTime(TimeValue.milliseconds(100));
  }

  private static String[] all() {
    return IntStream.of(Goals.SIZES).mapToObj(Integer::toString).toArray(String[]::new);
  }

  private static ChainedOptionsBuilder exportingOf(String... fillings) {
    TimeValue time = TimeValue.milliseconds(200);
    return including("ExportBenchmark")
        .param("filling", fillings)
        .jvmArgs(EXPORT_HEAP)
        .warmupIterations(3)
        .warmupTime(time)
        .measurementIterations(3)
        .measurementTime(time);
  }

  /** The methods at work where a goal is not reached, by what it is a goal for. */
  private Map<Case, List<HotFramesProfiler.Frame>> profiles(List<Comparison> goals)
      throws RunnerException {
    Map<Case, List<HotFramesProfiler.Frame>> profiles = new LinkedHashMap<>();
    for (Comparison goal : goals) {
      Case measured = goal.measured();
      if (!goal.isMet() && measured != null && !profiles.containsKey(measured)) {
        profiles.put(measured, profile(measured));
      }
    }
    return profiles;
  }

  private static List<HotFramesProfiler.Frame> profile(Case measured) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(
                PerformanceRun.class.getPackageName() + "\\..*\\." + measured.benchmark() + "$")
            .forks(1)
            .threads(measured.threads())
            .jvmArgs(EXPORT_HEAP)
            .jvmArgsAppend(HotFramesProfiler.JVM_OPTIONS)
            .warmupIterations(4)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(1)
            .measurementTime(TimeValue.seconds(3))
            .addProfiler(HotFramesProfiler.class)
            .shouldFailOnError(true);
    if (!measured.parameters().isEmpty()) {
      options = options.param("library", Library.OURS.name());
    }
    for (Map.Entry<String, String> parameter : measured.parameters().entrySet()) {
      options = options.param(parameter.getKey(), parameter.getValue());
    }
    RunResult result = new Runner(options.build()).runSingle();
    return HotFramesProfiler.hottest(result.getSecondaryResults(), HOTTEST);
  }

  private static ChainedOptionsBuilder including(String... benchmarks) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(1)
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuTimeProfiler.class)
            .shouldFailOnError(true);
    for (String benchmark : benchmarks) {
      options = options.include(PerformanceRun.class.getPackageName() + "." + benchmark);
    }
    return options;
  }

  private void measure(ChainedOptionsBuilder options) throws RunnerException {
    for (RunResult result : new Runner(options.build()).run()) {
      measurements.add(result);
    }
  }

  private static String circumstances(String mode) throws IOException {
    return String.format(
        Locale.ROOT,
        "- %s, mode %s%n" + "- %s, %d processors, load average %.1f%n" + "- JDK %s (%s)%n",
        Instant.now().truncatedTo(ChronoUnit.MINUTES),
        mode,
        processor(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version(),
        System.getProperty("java.vm.vendor"));
  }

  private static String processor() throws IOException {
    Path cpus = Path.of("/proc/cpuinfo");
    if (Files.isReadable(cpus)) {
      for (String line : Files.readAllLines(cpus)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).trim();
        }
      }
    }
    return System.getProperty("os.arch");
  }
}
