package ee.otel.metrics.internal.otlp;

import static ee.otel.metrics.internal.otlp.Field.explicit;
import static ee.otel.metrics.internal.otlp.Field.implicit;
import static ee.otel.metrics.internal.otlp.Field.repeated;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.ExponentialBuckets;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.points.ExponentialRows;
import ee.otel.metrics.internal.points.PackedRun;
import ee.otel.metrics.internal.points.RowList;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import java.util.List;

/** Names the fields of exponential histograms, as {@link PointsMarshaler} does those of others. */
final class ExponentialMarshaler {
  private static final Field ATTRIBUTES =
      repeated(ExponentialHistogramDataPoint.ATTRIBUTES_FIELD_NUMBER, "attributes");
  private static final Field START =
      implicit(
          ExponentialHistogramDataPoint.START_TIME_UNIX_NANO_FIELD_NUMBER, "startTimeUnixNano");
  private static final Field TIME =
      implicit(ExponentialHistogramDataPoint.TIME_UNIX_NANO_FIELD_NUMBER, "timeUnixNano");
  private static final Field COUNT =
      implicit(ExponentialHistogramDataPoint.COUNT_FIELD_NUMBER, "count");
  private static final Field SUM = explicit(ExponentialHistogramDataPoint.SUM_FIELD_NUMBER, "sum");
  private static final Field SCALE =
      implicit(ExponentialHistogramDataPoint.SCALE_FIELD_NUMBER, "scale");
  private static final Field ZERO_COUNT =
      implicit(ExponentialHistogramDataPoint.ZERO_COUNT_FIELD_NUMBER, "zeroCount");
  private static final Field POSITIVE =
      explicit(ExponentialHistogramDataPoint.POSITIVE_FIELD_NUMBER, "positive");
  private static final Field NEGATIVE =
      explicit(ExponentialHistogramDataPoint.NEGATIVE_FIELD_NUMBER, "negative");
  private static final Field EXEMPLARS =
      repeated(ExponentialHistogramDataPoint.EXEMPLARS_FIELD_NUMBER, "exemplars");
  private static final Field MIN = explicit(ExponentialHistogramDataPoint.MIN_FIELD_NUMBER, "min");
  private static final Field MAX = explicit(ExponentialHistogramDataPoint.MAX_FIELD_NUMBER, "max");
  private static final Field OFFSET = implicit(Buckets.OFFSET_FIELD_NUMBER, "offset");
  private static final Field BUCKET_COUNTS =
      implicit(Buckets.BUCKET_COUNTS_FIELD_NUMBER, "bucketCounts");

  private ExponentialMarshaler() {}

  static void write(OtlpWriter to, Field list, List<ExponentialHistogramPoint> all) {
    if ((List<?>) all instanceof RowList rows
        && rows.rows() instanceof ExponentialRows histograms) {
      write(to, list, rows, histograms);
      return;
    }
    List<ExponentialHistogramPoint> points = PointsMarshaler.indexed(all);
    to.openList();
    for (int i = points.size() - 1; i >= 0; i--) {
      ExponentialHistogramPoint point = points.get(i);
      ExponentialBuckets positive = point.positive();
      ExponentialBuckets negative = point.negative();
      write(
          to,
          list,
          point.attributes(),
          point.startNanos(),
          point.timeNanos(),
          point.scale(),
          point.count(),
          point.zeroCount(),
          point.hasSum(),
          point.sum(),
          point.hasMinMax(),
          point.min(),
          point.max(),
          PackedRun.of(positive),
          positive.words(),
          0,
          PackedRun.of(negative),
          negative.words(),
          0,
          point.exemplars());
    }
    to.closeList(list);
  }

  private static void write(OtlpWriter to, Field list, RowList points, ExponentialRows rows) {
    to.openList();
    for (int i = points.size() - 1; i >= 0; i--) {
      int row = points.row(i);
      write(
          to,
          list,
          rows.attributes(row),
          rows.startNanos(row),
          rows.timeNanos(),
          rows.scale(row),
          rows.count(row),
          rows.zeroCount(row),
          rows.hasSum(),
          rows.sum(row),
          rows.hasMinMax(),
          rows.min(row),
          rows.max(row),
          rows.positive(row),
          rows.counts(row),
          rows.positiveAt(row),
          rows.negative(row),
          rows.counts(row),
          rows.negativeAt(row),
          rows.exemplars(row));
    }
    to.closeList(list);
  }

  private static void write(
      OtlpWriter to,
      Field list,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      int scale,
      long count,
      long zeroCount,
      boolean hasSum,
      double sum,
      boolean hasMinMax,
      double min,
      double max,
      long positive,
      long[] positiveCounts,
      int positiveFrom,
      long negative,
      long[] negativeCounts,
      int negativeFrom,
      List<Exemplar> exemplars) {
    int opened = to.open();
    if (hasMinMax) {
      to.putDouble(MAX, max);
      to.putDouble(MIN, min);
    }
    PointsMarshaler.writeExemplars(to, EXEMPLARS, exemplars);
    writeBuckets(to, NEGATIVE, negative, negativeCounts, negativeFrom);
    writeBuckets(to, POSITIVE, positive, positiveCounts, positiveFrom);
    to.putFixed64(ZERO_COUNT, zeroCount);
    to.putSint32(SCALE, scale);
    if (hasSum) {
      to.putDouble(SUM, sum);
    }
    to.putFixed64(COUNT, count);
    to.putFixed64(TIME, timeNanos);
    to.putFixed64(START, startNanos);
    to.putAttributes(ATTRIBUTES, attributes);
    to.close(list, opened);
    to.countPoint();
  }

  private static void writeBuckets(OtlpWriter to, Field field, long run, long[] counts, int from) {
    int size = PackedRun.size(run);
    if (size == 0) {
      return;
    }
    int opened = to.open();
    to.putCounts(BUCKET_COUNTS, counts, from, size, PackedRun.width(run));
    to.putSint32(OFFSET, PackedRun.offset(run));
    to.close(field, opened);
  }
}
