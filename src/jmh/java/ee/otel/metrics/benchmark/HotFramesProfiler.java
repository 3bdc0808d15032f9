package ee.otel.metrics.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Which methods were at work, by the samples of the flight recorder. */
public final class HotFramesProfiler implements InternalProfiler {
  /** Without it a sample is told at the next safepoint, which may be in another method. */
  static final String[] JVM_OPTIONS = {"-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"};

  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final String NAMES = "hot frame ";

  private Recording recording = new Recording();

  /** A method and how many of a hundred samples met it. */
  record Frame(String method, double percent) {}

  /** The methods met most often, of the results of a run with this profiler. */
  @SuppressWarnings("rawtypes") // as JMH has it
  static List<Frame> hottest(Map<String, Result> results, int most) {
    Map<String, Double> samples =
        results.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(NAMES))
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().substring(NAMES.length()),
                    entry -> entry.getValue().getScore()));
    double all = samples.values().stream().mapToDouble(Double::doubleValue).sum();
    return samples.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(most)
        .map(entry -> new Frame(entry.getKey(), 100 * entry.getValue() / all))
        .toList();
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    recording = new Recording();
    recording.enable(SAMPLE).withPeriod(Duration.ofMillis(10)).withStackTrace();
    recording.start();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Map<String, Integer> samples = new TreeMap<>();
    try (Recording ended = recording) {
      ended.stop();
      Path file = Files.createTempFile("hot-frames", ".jfr");
      try {
        ended.dump(file);
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
          RecordedStackTrace stack = event.getStackTrace();
          if (event.getEventType().getName().equals(SAMPLE) && stack != null) {
            samples.merge(name(stack.getFrames().get(0)), 1, Integer::sum);
          }
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Result<?>> results = new ArrayList<>();
    samples.forEach(
        (frame, count) ->
            results.add(new ScalarResult(NAMES + frame, count, "samples", AggregationPolicy.SUM)));
    return results;
  }

  private static String name(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
  }

  @Override
  public String getDescription() {
    return "methods at work";
  }
}
