package ee.otel.metrics.internal.otlp;

import java.util.ArrayList;
import java.util.List;

/** Some of a collection's points, counted through all metrics: from inclusive, to exclusive. */
record PointRange(int from, int to) {
  int size() {
    return to - from;
  }

  /** Up to four parts of about the same size, none of them empty. */
  List<PointRange> quarters() {
    List<PointRange> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      PointRange part =
          new PointRange(
              from + (int) (size() * (long) i / 4), from + (int) (size() * (i + 1L) / 4));
      if (part.size() > 0) {
        parts.add(part);
      }
    }
    return parts;
  }

  PointRange firstHalf() {
    return new PointRange(from, from + size() / 2);
  }

  PointRange secondHalf() {
    return new PointRange(from + size() / 2, to);
  }
}
