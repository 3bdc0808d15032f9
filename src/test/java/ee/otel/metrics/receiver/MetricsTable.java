package ee.otel.metrics.receiver;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws one request as a table that a person can read. */
public final class MetricsTable {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final int WIDTH = 118;
  private static final int MAX_ATTRIBUTES = 56;
  private static final int MAX_BARS = 24;

  private final Look look;

  public MetricsTable(Look look) {
    this.look = look;
  }

  /** The whole request, with its headline, ending in a line feed. */
  public String draw(ReceivedRequest request) {
    StringBuilder out = new StringBuilder("\n");
    headline(request, out);
    for (ResourceMetrics resource : request.message().getResourceMetricsList()) {
      out.append(look.faint("resource  " + attributes(resource.getResource().getAttributesList())))
          .append('\n');
      resource.getScopeMetricsList().forEach(scope -> scope(scope, out));
    }
    return out.toString();
  }

  private void headline(ReceivedRequest request, StringBuilder out) {
    String encoding = request.header("content-encoding").map(name -> " " + name).orElse("");
    String title =
        String.join(
            look.dot(),
            CLOCK.format(request.time()),
            "request " + request.number(),
            plural(request.metrics().size(), "metric"),
            plural(request.pointCount(), "point"),
            size(request.wireSize()) + encoding,
            request.header("user-agent").orElse("no user-agent"));
    out.append(look.bold(look.rule().repeat(2) + " " + title + " "))
        .append(look.bold(look.rule().repeat(Math.max(2, WIDTH - title.length() - 4))))
        .append('\n');
    if (request.problem() != null) {
      out.append(look.red("refused   " + request.problem())).append('\n');
    }
  }

  private void scope(ScopeMetrics scopeMetrics, StringBuilder out) {
    InstrumentationScope scope = scopeMetrics.getScope();
    String name = scope.getName().isEmpty() ? "(no name)" : scope.getName();
    out.append(look.faint("scope     "))
        .append(look.cyan(name))
        .append(scope.getVersion().isEmpty() ? "" : " " + scope.getVersion())
        .append(scope.getAttributesCount() == 0 ? "" : "  " + attributes(scope.getAttributesList()))
        .append('\n');
    List<Row> rows =
        scopeMetrics.getMetricsList().stream().flatMap(metric -> rows(metric).stream()).toList();
    rows(rows, out);
  }

  /** One printed line; the first of a metric names it. */
  private record Row(
      String metric, String kind, String unit, String attributes, String value, List<String> more) {
    boolean isNumber() {
      return value.indexOf(' ') < 0;
    }
  }

  private void rows(List<Row> rows, StringBuilder out) {
    int metric = width(rows.stream().map(Row::metric).toList());
    int kind = width(rows.stream().map(Row::kind).toList());
    int unit = width(rows.stream().map(Row::unit).toList());
    int attributes = width(rows.stream().map(Row::attributes).toList());
    int number = width(rows.stream().filter(Row::isNumber).map(Row::value).toList());
    for (Row row : rows) {
      out.append("  ")
          .append(look.bold(padded(row.metric, metric)))
          .append("  ")
          .append(look.faint(padded(row.kind, kind)))
          .append("  ")
          .append(look.faint(padded(row.unit, unit)))
          .append("  ")
          .append(padded(row.attributes, attributes))
          .append("  ")
          .append(
              look.green(
                  row.isNumber() ? " ".repeat(number - row.value.length()) + row.value : row.value))
          .append('\n');
      String indent = " ".repeat(metric + kind + unit + 8);
      row.more.forEach(line -> out.append(indent).append(look.faint(line)).append('\n'));
    }
  }

  private List<Row> rows(Metric metric) {
    List<Row> rows = new ArrayList<>();
    switch (metric.getDataCase()) {
      case GAUGE -> metric.getGauge().getDataPointsList().forEach(p -> number(rows, metric, p));
      case SUM -> metric.getSum().getDataPointsList().forEach(p -> number(rows, metric, p));
      case HISTOGRAM ->
          metric.getHistogram().getDataPointsList().forEach(p -> histogram(rows, metric, p));
      case EXPONENTIAL_HISTOGRAM ->
          metric
              .getExponentialHistogram()
              .getDataPointsList()
              .forEach(p -> exponential(rows, metric, p));
      case SUMMARY, DATA_NOT_SET -> {}
    }
    if (rows.isEmpty()) {
      add(rows, metric, List.of(), look.red("no points"), List.of());
    }
    return rows;
  }

  private void number(List<Row> rows, Metric metric, NumberDataPoint point) {
    String value =
        switch (point.getValueCase()) {
          case AS_INT -> Long.toString(point.getAsInt());
          case AS_DOUBLE -> number(point.getAsDouble());
          case VALUE_NOT_SET -> "no value";
        };
    add(rows, metric, point.getAttributesList(), value, point.getExemplarsList());
  }

  private void histogram(List<Row> rows, Metric metric, HistogramDataPoint point) {
    List<Long> counts = point.getBucketCountsList();
    int first = firstFilled(counts);
    int last = lastFilled(counts);
    String bars = "";
    if (first >= 0) {
      List<Double> bounds = point.getExplicitBoundsList();
      String low = first == 0 ? "-" + look.infinity() : number(bounds.get(first - 1));
      String high = last == bounds.size() ? look.infinity() : number(bounds.get(last));
      bars = "  " + bars(counts.subList(first, last + 1)) + "  (" + low + look.range() + high + "]";
    }
    String value =
        summary(
            point.getCount(),
            point.hasSum() ? rough(point.getSum()) : "",
            point.hasMin() ? rough(point.getMin()) : "",
            point.hasMax() ? rough(point.getMax()) : "");
    add(rows, metric, point.getAttributesList(), value + bars, point.getExemplarsList());
  }

  private void exponential(List<Row> rows, Metric metric, ExponentialHistogramDataPoint point) {
    List<Long> counts = new ArrayList<>(point.getNegative().getBucketCountsList());
    java.util.Collections.reverse(counts);
    if (point.getZeroCount() > 0) {
      counts.add(point.getZeroCount());
    }
    counts.addAll(point.getPositive().getBucketCountsList());
    String bars = counts.isEmpty() ? "" : "  " + bars(counts) + "  scale " + point.getScale();
    String value =
        summary(
            point.getCount(),
            point.hasSum() ? rough(point.getSum()) : "",
            point.hasMin() ? rough(point.getMin()) : "",
            point.hasMax() ? rough(point.getMax()) : "");
    add(rows, metric, point.getAttributesList(), value + bars, point.getExemplarsList());
  }

  private static String summary(long count, String sum, String min, String max) {
    return "n %-5d".formatted(count)
        + (sum.isEmpty() ? "" : " sum %-9s".formatted(sum))
        + (min.isEmpty() ? "" : " min %-9s".formatted(min))
        + (max.isEmpty() ? "" : " max %-9s".formatted(max));
  }

  private void add(
      List<Row> rows,
      Metric metric,
      List<KeyValue> attributes,
      String value,
      List<Exemplar> exemplars) {
    boolean first = rows.isEmpty();
    String shown = attributes(attributes);
    if (shown.length() > MAX_ATTRIBUTES) {
      shown = shown.substring(0, MAX_ATTRIBUTES - 1) + look.ellipsis();
    }
    rows.add(
        new Row(
            first ? metric.getName() : "",
            first ? kind(metric) : "",
            first ? metric.getUnit() : "",
            shown,
            value,
            exemplars(exemplars)));
  }

  /** The last one in full; how many more there are. */
  private List<String> exemplars(List<Exemplar> exemplars) {
    if (exemplars.isEmpty()) {
      return List.of();
    }
    Exemplar last = exemplars.get(exemplars.size() - 1);
    String value = last.hasAsInt() ? Long.toString(last.getAsInt()) : rough(last.getAsDouble());
    String line =
        "%s %s in trace %s span %s %s"
            .formatted(
                look.exemplar(),
                value,
                hex(last.getTraceId()),
                hex(last.getSpanId()),
                attributes(last.getFilteredAttributesList()))
            .stripTrailing();
    return List.of(exemplars.size() == 1 ? line : line + " + " + (exemplars.size() - 1) + " more");
  }

  private static String kind(Metric metric) {
    return switch (metric.getDataCase()) {
      case GAUGE -> "gauge";
      case SUM ->
          (metric.getSum().getIsMonotonic() ? "counter " : "up-down ")
              + temporality(metric.getSum().getAggregationTemporality());
      case HISTOGRAM ->
          "histogram " + temporality(metric.getHistogram().getAggregationTemporality());
      case EXPONENTIAL_HISTOGRAM ->
          "exponential "
              + temporality(metric.getExponentialHistogram().getAggregationTemporality());
      case SUMMARY -> "summary";
      case DATA_NOT_SET -> "no data";
    };
  }

  private static String temporality(AggregationTemporality temporality) {
    return switch (temporality) {
      case AGGREGATION_TEMPORALITY_CUMULATIVE -> "cumulative";
      case AGGREGATION_TEMPORALITY_DELTA -> "delta";
      case AGGREGATION_TEMPORALITY_UNSPECIFIED, UNRECOGNIZED -> "(no temporality)";
    };
  }

  static int pointCount(Metric metric) {
    return switch (metric.getDataCase()) {
      case GAUGE -> metric.getGauge().getDataPointsCount();
      case SUM -> metric.getSum().getDataPointsCount();
      case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
      case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
      case SUMMARY -> metric.getSummary().getDataPointsCount();
      case DATA_NOT_SET -> 0;
    };
  }

  /** A bar for each count; neighbours share one where there are too many. */
  private String bars(List<Long> counts) {
    int share = (counts.size() + MAX_BARS - 1) / MAX_BARS;
    long[] heights = new long[(counts.size() + share - 1) / share];
    for (int i = 0; i < counts.size(); i++) {
      heights[i / share] += counts.get(i);
    }
    long highest = Arrays.stream(heights).max().orElse(1);
    String bars = look.bars();
    StringBuilder line = new StringBuilder();
    for (long height : heights) {
      int step = (int) Math.round((double) height * (bars.length() - 1) / Math.max(1, highest));
      line.append(height == 0 ? ' ' : bars.charAt(step));
    }
    return line.toString();
  }

  private static int firstFilled(List<Long> counts) {
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) != 0) {
        return i;
      }
    }
    return -1;
  }

  private static int lastFilled(List<Long> counts) {
    int last = counts.size() - 1;
    while (last >= 0 && counts.get(last) == 0) {
      last--;
    }
    return last;
  }

  private static String attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .map(attribute -> attribute.getKey() + "=" + text(attribute.getValue()))
        .collect(Collectors.joining("  "));
  }

  static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> number(value.getDoubleValue());
      case BYTES_VALUE -> hex(value.getBytesValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(MetricsTable::text)
              .toList()
              .toString();
      case KVLIST_VALUE -> "{" + attributes(value.getKvlistValue().getValuesList()) + "}";
      default -> "";
    };
  }

  /** Six significant digits, without an exponent where that is short. */
  private static String number(double value) {
    return rounded(value, 6, 12);
  }

  /** Four significant digits, nine characters at most. */
  private static String rough(double value) {
    return rounded(value, 4, 9);
  }

  private static String rounded(double value, int digits, int maxLength) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    String plain = rounded.toPlainString();
    return plain.length() <= maxLength ? plain : rounded.toString();
  }

  private static String hex(ByteString bytes) {
    return bytes.isEmpty() ? "(none)" : HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static String size(int bytes) {
    return bytes < 1024 ? bytes + " B" : "%.1f KiB".formatted(bytes / 1024.0);
  }

  private static String plural(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }
}
