package ee.otel.metrics.internal.otlp;

import static ee.otel.metrics.internal.otlp.Field.explicit;
import static ee.otel.metrics.internal.otlp.Field.implicit;
import static ee.otel.metrics.internal.otlp.Field.repeated;

import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.NumberType;
import ee.otel.metrics.data.PointAttributes;
import ee.otel.metrics.internal.points.HistogramRows;
import ee.otel.metrics.internal.points.NumberRows;
import ee.otel.metrics.internal.points.RowList;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Names the fields of points and their exemplars, each once and the last one first, as {@link
 * OtlpWriter} wants them.
 *
 * <p>Of the generated classes only constants are used, which the compiler copies: encoding loads
 * none of them.
 */
final class PointsMarshaler {
  private static final Field NUMBER_START =
      implicit(NumberDataPoint.START_TIME_UNIX_NANO_FIELD_NUMBER, "startTimeUnixNano");
  private static final Field NUMBER_TIME =
      implicit(NumberDataPoint.TIME_UNIX_NANO_FIELD_NUMBER, "timeUnixNano");
  private static final Field NUMBER_DOUBLE =
      explicit(NumberDataPoint.AS_DOUBLE_FIELD_NUMBER, "asDouble");
  private static final Field NUMBER_EXEMPLARS =
      repeated(NumberDataPoint.EXEMPLARS_FIELD_NUMBER, "exemplars");
  private static final Field NUMBER_INT = explicit(NumberDataPoint.AS_INT_FIELD_NUMBER, "asInt");
  private static final Field NUMBER_ATTRIBUTES =
      repeated(NumberDataPoint.ATTRIBUTES_FIELD_NUMBER, "attributes");

  private static final Field HISTOGRAM_START =
      implicit(HistogramDataPoint.START_TIME_UNIX_NANO_FIELD_NUMBER, "startTimeUnixNano");
  private static final Field HISTOGRAM_TIME =
      implicit(HistogramDataPoint.TIME_UNIX_NANO_FIELD_NUMBER, "timeUnixNano");
  private static final Field HISTOGRAM_COUNT =
      implicit(HistogramDataPoint.COUNT_FIELD_NUMBER, "count");
  private static final Field HISTOGRAM_SUM = explicit(HistogramDataPoint.SUM_FIELD_NUMBER, "sum");
  private static final Field HISTOGRAM_BUCKETS =
      implicit(HistogramDataPoint.BUCKET_COUNTS_FIELD_NUMBER, "bucketCounts");
  private static final Field HISTOGRAM_BOUNDS =
      implicit(HistogramDataPoint.EXPLICIT_BOUNDS_FIELD_NUMBER, "explicitBounds");
  private static final Field HISTOGRAM_EXEMPLARS =
      repeated(HistogramDataPoint.EXEMPLARS_FIELD_NUMBER, "exemplars");
  private static final Field HISTOGRAM_ATTRIBUTES =
      repeated(HistogramDataPoint.ATTRIBUTES_FIELD_NUMBER, "attributes");
  private static final Field HISTOGRAM_MIN = explicit(HistogramDataPoint.MIN_FIELD_NUMBER, "min");
  private static final Field HISTOGRAM_MAX = explicit(HistogramDataPoint.MAX_FIELD_NUMBER, "max");

  private static final Field EXEMPLAR_TIME =
      implicit(Exemplar.TIME_UNIX_NANO_FIELD_NUMBER, "timeUnixNano");
  private static final Field EXEMPLAR_DOUBLE =
      explicit(Exemplar.AS_DOUBLE_FIELD_NUMBER, "asDouble");
  private static final Field SPAN_ID = implicit(Exemplar.SPAN_ID_FIELD_NUMBER, "spanId");
  private static final Field TRACE_ID = implicit(Exemplar.TRACE_ID_FIELD_NUMBER, "traceId");
  private static final Field EXEMPLAR_INT = explicit(Exemplar.AS_INT_FIELD_NUMBER, "asInt");
  private static final Field FILTERED_ATTRIBUTES =
      repeated(Exemplar.FILTERED_ATTRIBUTES_FIELD_NUMBER, "filteredAttributes");

  private PointsMarshaler() {}

  static void writeNumbers(OtlpWriter to, Field list, List<NumberPoint> all) {
    if ((List<?>) all instanceof RowList rows && rows.rows() instanceof NumberRows numbers) {
      writeNumbers(to, list, rows, numbers);
      return;
    }
    List<NumberPoint> points = indexed(all);
    to.openList();
    for (int i = points.size() - 1; i >= 0; i--) {
      NumberPoint point = points.get(i);
      writeNumber(
          to,
          list,
          point.attributes(),
          point.startNanos(),
          point.timeNanos(),
          point.type(),
          point.bits(),
          point.exemplars());
    }
    to.closeList(list);
  }

  private static void writeNumbers(OtlpWriter to, Field list, RowList points, NumberRows rows) {
    to.openList();
    for (int i = points.size() - 1; i >= 0; i--) {
      int row = points.row(i);
      writeNumber(
          to,
          list,
          rows.attributes(row),
          rows.startNanos(row),
          rows.timeNanos(),
          rows.type(),
          rows.bits(row),
          rows.exemplars(row));
    }
    to.closeList(list);
  }

  private static void writeNumber(
      OtlpWriter to,
      Field list,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      NumberType type,
      long bits,
      List<ee.otel.metrics.data.Exemplar> exemplars) {
    int opened = to.open();
    to.putAttributes(NUMBER_ATTRIBUTES, attributes);
    if (type == NumberType.LONG) {
      to.putSfixed64(NUMBER_INT, bits);
      writeExemplars(to, NUMBER_EXEMPLARS, exemplars);
    } else {
      writeExemplars(to, NUMBER_EXEMPLARS, exemplars);
      to.putDouble(NUMBER_DOUBLE, type.toDouble(bits));
    }
    to.putFixed64(NUMBER_TIME, timeNanos);
    to.putFixed64(NUMBER_START, startNanos);
    to.close(list, opened);
    to.countPoint();
  }

  static void writeHistograms(OtlpWriter to, Field list, List<HistogramPoint> all) {
    if ((List<?>) all instanceof RowList rows && rows.rows() instanceof HistogramRows histograms) {
      writeHistograms(to, list, rows, histograms);
      return;
    }
    List<HistogramPoint> points = indexed(all);
    to.openList();
    for (int i = points.size() - 1; i >= 0; i--) {
      HistogramPoint point = points.get(i);
      writeHistogram(
          to,
          list,
          point.attributes(),
          point.startNanos(),
          point.timeNanos(),
          point.count(),
          point.hasSum(),
          point.sum(),
          point.hasMinMax(),
          point.min(),
          point.max(),
          point.boundaries(),
          point.counts(),
          0,
          point.counts().length,
          point.exemplars());
    }
    to.closeList(list);
  }

  private static void writeHistograms(
      OtlpWriter to, Field list, RowList points, HistogramRows rows) {
    to.openList();
    for (int i = points.size() - 1; i >= 0; i--) {
      int row = points.row(i);
      writeHistogram(
          to,
          list,
          rows.attributes(row),
          rows.startNanos(row),
          rows.timeNanos(),
          rows.count(row),
          rows.hasSum(),
          rows.sum(row),
          rows.hasMinMax(),
          rows.min(row),
          rows.max(row),
          rows.boundaries(),
          rows.words(row),
          rows.countsAt(row),
          rows.buckets(),
          rows.exemplars(row));
    }
    to.closeList(list);
  }

  private static void writeHistogram(
      OtlpWriter to,
      Field list,
      PointAttributes attributes,
      long startNanos,
      long timeNanos,
      long count,
      boolean hasSum,
      double sum,
      boolean hasMinMax,
      double min,
      double max,
      double[] boundaries,
      long[] counts,
      int countsFrom,
      int buckets,
      List<ee.otel.metrics.data.Exemplar> exemplars) {
    int opened = to.open();
    if (hasMinMax) {
      to.putDouble(HISTOGRAM_MAX, max);
      to.putDouble(HISTOGRAM_MIN, min);
    }
    to.putAttributes(HISTOGRAM_ATTRIBUTES, attributes);
    writeExemplars(to, HISTOGRAM_EXEMPLARS, exemplars);
    to.putDoubles(HISTOGRAM_BOUNDS, boundaries);
    to.putFixed64s(HISTOGRAM_BUCKETS, counts, countsFrom, buckets);
    if (hasSum) {
      to.putDouble(HISTOGRAM_SUM, sum);
    }
    to.putFixed64(HISTOGRAM_COUNT, count);
    to.putFixed64(HISTOGRAM_TIME, timeNanos);
    to.putFixed64(HISTOGRAM_START, startNanos);
    to.close(list, opened);
    to.countPoint();
  }

  static void writeExemplars(OtlpWriter to, Field list, List<ee.otel.metrics.data.Exemplar> all) {
    if (all.isEmpty()) {
      return;
    }
    List<ee.otel.metrics.data.Exemplar> exemplars = indexed(all);
    to.openList();
    for (int i = exemplars.size() - 1; i >= 0; i--) {
      ee.otel.metrics.data.Exemplar exemplar = exemplars.get(i);
      int opened = to.open();
      AttributesMarshaler.write(to, FILTERED_ATTRIBUTES, exemplar.filteredAttributes());
      if (exemplar.type() == NumberType.LONG) {
        to.putSfixed64(EXEMPLAR_INT, exemplar.bits());
      }
      if (exemplar.traceId() != null) {
        to.putId(TRACE_ID, exemplar.traceId());
      }
      if (exemplar.spanId() != null) {
        to.putId(SPAN_ID, exemplar.spanId());
      }
      if (exemplar.type() == NumberType.DOUBLE) {
        to.putDouble(EXEMPLAR_DOUBLE, exemplar.type().toDouble(exemplar.bits()));
      }
      to.putFixed64(EXEMPLAR_TIME, exemplar.timeNanos());
      to.close(list, opened);
    }
    to.closeList(list);
  }

  /** The same list, in a form that can be read from its end. */
  static <T> List<T> indexed(List<T> list) {
    return list instanceof RandomAccess ? list : new ArrayList<>(list);
  }
}
