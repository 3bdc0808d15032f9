package ee.otel.metrics.benchmark;

import ee.otel.metrics.benchmark.Measurements.Case;
import org.jspecify.annotations.Nullable;

/**
 * A goal and how far it is reached.
 *
 * @param theirs what ours is compared with; NaN for nothing
 * @param limit the most that may be: of the ratio, or of ours
 * @param ofRatio what the limit is for
 * @param measured what ours was measured by; null when it was no benchmark
 */
record Comparison(
    String what,
    String unit,
    double ours,
    double theirs,
    double limit,
    boolean ofRatio,
    @Nullable Case measured) {

  /** Bytes by operation that are none: what the measuring itself allocates is not more. */
  private static final double NOTHING = 0.5;

  static Comparison ratio(String what, String unit, double ours, double theirs, double limit) {
    return new Comparison(what, unit, ours, theirs, limit, true, null);
  }

  static Comparison atMost(String what, String unit, double ours, double theirs, double limit) {
    return new Comparison(what, unit, ours, theirs, limit, false, null);
  }

  Comparison measuredBy(Case by) {
    return new Comparison(what, unit, ours, theirs, limit, ofRatio, by);
  }

  double ratio() {
    return ours / theirs;
  }

  boolean isMet() {
    return ofRatio ? ratio() <= limit : ours <= (limit == 0 ? NOTHING : limit);
  }
}
