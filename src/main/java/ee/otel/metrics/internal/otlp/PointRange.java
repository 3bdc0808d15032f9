package ee.otel.metrics.internal.otlp;

/** Some of a collection's points, counted through all metrics: from inclusive, to exclusive. */
record PointRange(int from, int to) {
  int size() {
    return to - from;
  }

  PointRange firstHalf() {
    return new PointRange(from, from + size() / 2);
  }

  PointRange secondHalf() {
    return new PointRange(from + size() / 2, to);
  }
}
