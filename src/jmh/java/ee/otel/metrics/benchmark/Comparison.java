package ee.otel.metrics.benchmark;

/**
 * A goal and how far it is reached.
 *
 * @param theirs what ours is compared with; NaN for nothing
 * @param limit the most that may be: of the ratio, or of ours
 * @param ofRatio what the limit is for
 */
record Comparison(
    String what, String unit, double ours, double theirs, double limit, boolean ofRatio) {

  /** Bytes by operation that are none: what the measuring itself allocates is not more. */
  private static final double NOTHING = 0.5;

  static Comparison ratio(String what, String unit, double ours, double theirs, double limit) {
    return new Comparison(what, unit, ours, theirs, limit, true);
  }

  static Comparison atMost(String what, String unit, double ours, double theirs, double limit) {
    return new Comparison(what, unit, ours, theirs, limit, false);
  }

  double ratio() {
    return ours / theirs;
  }

  boolean isMet() {
    return ofRatio ? ratio() <= limit : ours <= (limit == 0 ? NOTHING : limit);
  }
}
