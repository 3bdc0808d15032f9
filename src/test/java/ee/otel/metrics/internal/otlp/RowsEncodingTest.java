package ee.otel.metrics.internal.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.Point;
import ee.otel.metrics.data.Resource;
import ee.otel.metrics.internal.points.ExponentialRows;
import ee.otel.metrics.internal.points.HistogramRows;
import ee.otel.metrics.internal.points.NumberRows;
import ee.otel.metrics.internal.points.PointRows;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Rows of points are encoded as the objects that are made of them. */
@Domain(SnapshotArbitraries.class)
@Domain(DomainContext.Global.class)
class RowsEncodingTest {
  private static final long NOW = 1_700_000_000_000_000_000L;

  @Property(tries = 200)
  void rows_areEncodedAsTheirObjects(
      @ForAll Resource resource, @ForAll List<MetricSnapshot> metrics) {
    List<MetricSnapshot> rows = new ArrayList<>();
    List<MetricSnapshot> objects = new ArrayList<>();
    for (MetricSnapshot metric : metrics) {
      List<Point> points = asRows(metric.data());
      rows.add(metric.withPoints(points));
      objects.add(metric.withPoints(List.copyOf(points)));
    }
    for (OtlpEncoder encoder : List.of(OtlpEncoder.protobuf(), OtlpEncoder.json())) {
      assertEquals(bodies(encoder, resource, objects), bodies(encoder, resource, rows));
    }
  }

  private static List<String> bodies(
      OtlpEncoder encoder, Resource resource, List<MetricSnapshot> metrics) {
    List<String> bodies = new ArrayList<>();
    OtlpBatches batches = encoder.encode(resource, metrics, new OtlpLimits(5, 1_000_000));
    while (batches.hasNext()) {
      try (OtlpBatch.Encoded batch = (OtlpBatch.Encoded) batches.next()) {
        bodies.add(Base64.getEncoder().encodeToString(batch.toByteArray()));
      }
    }
    return bodies;
  }

  private static List<Point> asRows(MetricData data) {
    PointRows rows;
    if (data instanceof MetricData.ExponentialHistogram histogram) {
      ExponentialHistogramPoint first = histogram.points().get(0);
      rows = new ExponentialRows(first.hasSum(), first.hasMinMax());
      rows.clear(NOW);
      data.points().forEach(rows::add);
    } else if (data instanceof MetricData.Histogram histogram) {
      HistogramPoint first = histogram.points().get(0);
      rows = new HistogramRows(first.boundaries(), first.hasSum(), first.hasMinMax());
      rows.clear(NOW);
      for (HistogramPoint point : histogram.points()) {
        rows.add(ofTheSameBuckets(point, first));
      }
    } else {
      NumberType type = ((NumberPoint) data.points().get(0)).type();
      rows = new NumberRows(type);
      rows.clear(NOW);
      data.points().forEach(rows::add);
    }
    return rows.list(0, rows.size());
  }

  private static HistogramPoint ofTheSameBuckets(HistogramPoint point, HistogramPoint first) {
    long[] counts = new long[first.boundaries().length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = i < point.counts().length ? point.counts()[i] : i;
    }
    return new HistogramPoint(
        point.attributes(),
        point.startNanos(),
        NOW,
        0,
        first.hasSum(),
        point.sum(),
        first.hasMinMax(),
        point.min(),
        point.max(),
        first.boundaries(),
        counts,
        point.exemplars());
  }
}
