package ee.otel.metrics.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What JMH found, each figure as the median of all forks. */
final class Measurements {
  private static final String BYTES = "gc.alloc.rate.norm";

  /** A benchmark with its parameters, other than the library. */
  record Case(String benchmark, int threads, Map<String, String> parameters) {

    /** A case by its parameters' names and values in turn. */
    static Case of(String benchmark, int threads, String... parameters) {
      Map<String, String> map = new TreeMap<>();
      for (int i = 0; i < parameters.length; i += 2) {
        map.put(parameters[i], parameters[i + 1]);
      }
      return new Case(benchmark, threads, map);
    }
  }

  /** One operation: the processor time that it takes, and what it allocates. */
  record Cost(double nanos, double bytes) {}

  private final Map<Case, Map<Library, List<Cost>>> forks = new LinkedHashMap<>();

  @SuppressWarnings("rawtypes") // as JMH has it
  void add(RunResult run) {
    BenchmarkParams params = run.getParams();
    Map<String, String> parameters = new TreeMap<>();
    Library library = Library.OURS;
    for (String key : params.getParamsKeys()) {
      if (key.equals("library")) {
        library = Library.valueOf(params.getParam(key));
      } else {
        parameters.put(key, params.getParam(key));
      }
    }
    String name = params.getBenchmark();
    Case measured =
        new Case(name.substring(name.lastIndexOf('.') + 1), params.getThreads(), parameters);
    for (BenchmarkResult fork : run.getBenchmarkResults()) {
      Map<String, Result> figures = fork.getSecondaryResults();
      add(
          measured,
          library,
          new Cost(figures.get(CpuTimeProfiler.NANOS).getScore(), figures.get(BYTES).getScore()));
    }
  }

  void add(Case measured, Library library, Cost fork) {
    forks
        .computeIfAbsent(measured, unused -> new TreeMap<>())
        .computeIfAbsent(library, unused -> new ArrayList<>())
        .add(fork);
  }

  /** All cases, in the order in which they were measured. */
  List<Case> cases() {
    return List.copyOf(forks.keySet());
  }

  /** The cost with {@code library}, or null when it was not measured. */
  @Nullable Cost find(Case measured, Library library) {
    List<Cost> costs = forks.getOrDefault(measured, Map.of()).get(library);
    return costs == null ? null : new Cost(median(costs, Cost::nanos), median(costs, Cost::bytes));
  }

  Cost get(Case measured, Library library) {
    Cost cost = find(measured, library);
    if (cost == null) {
      throw new IllegalStateException("not measured: " + library + " " + measured);
    }
    return cost;
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
    double[] sorted = costs.stream().mapToDouble(figure).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
