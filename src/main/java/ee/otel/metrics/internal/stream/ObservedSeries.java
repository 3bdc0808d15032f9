package ee.otel.metrics.internal.stream;

import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.aggregation.Cell;
import ee.otel.metrics.internal.exemplar.SampledSeries;
import org.jspecify.annotations.Nullable;

/** The series of an observable instrument: one set of attributes. */
final class ObservedSeries extends SampledSeries {
  final Cell cell;

  /** The last round that it had a point in. */
  long round;

  /** By reader: the last total that it got, with its time. */
  final @Nullable Point[] told;

  /** By reader: the start of its sequence of totals. */
  final long[] startNanos;

  /** By reader: what was taken and has not been delivered. */
  final @Nullable Point[] pending;

  ObservedSeries(PointAttributes attributes, Cell cell, int readers) {
    super(attributes);
    this.cell = cell;
    this.told = new Point[readers];
    this.startNanos = new long[readers];
    this.pending = new Point[readers];
  }

  boolean hasPending() {
    for (Point point : pending) {
      if (point != null) {
        return true;
      }
    }
    return false;
  }
}
