package ee.otel.metrics.benchmark;

import java.util.Random;

/** Durations as a histogram sees them: spread over four orders of magnitude. */
final class BenchmarkValues {
  /** A power of two. */
  private static final int COUNT = 4096;

  private static final double[] VALUES =
      new Random(42).doubles(COUNT).map(x -> Math.pow(10, 4 * x)).toArray();

  private BenchmarkValues() {}

  static double get(int i) {
    return VALUES[i & COUNT - 1];
  }
}
