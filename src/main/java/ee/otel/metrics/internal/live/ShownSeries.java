package ee.otel.metrics.internal.live;

import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.PointAttributes;

/** A series as the page knows it, and the updates at which it last changed. */
final class ShownSeries {
  final int id;
  final int metric;
  final PointAttributes attributes;
  final long added;
  long changed;
  long exemplarsChanged;
  long seen;
  Point point;

  ShownSeries(int id, int metric, Point point, long update) {
    this.id = id;
    this.metric = metric;
    this.attributes = point.attributes();
    this.added = update;
    this.changed = update;
    this.exemplarsChanged = update;
    this.point = point;
  }
}
