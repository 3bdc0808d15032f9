package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.data.Exemplar;
import ee.otel.metrics.data.ExponentialHistogramPoint;
import ee.otel.metrics.data.HistogramPoint;
import ee.otel.metrics.data.NumberPoint;
import ee.otel.metrics.data.Point;
import java.util.List;
import java.util.Optional;

/**
 * Writes families in the text formats (Prometheus: <em>Exposition formats</em>; OpenMetrics:
 * <em>Text Format</em>). Not safe for several threads.
 */
final class TextWriter {
  private static final int INITIAL = 16 * 1024;

  private final StringBuilder text = new StringBuilder(INITIAL);
  private final Labels labels;
  private final boolean openMetrics;
  private final boolean created;

  /**
   * @param labels how labels of exemplars are named
   * @param created whether series tell when they began
   */
  TextWriter(Labels labels, boolean openMetrics, boolean created) {
    this.labels = labels;
    this.openMetrics = openMetrics;
    this.created = created && openMetrics;
  }

  /** Ends the text and returns it. */
  String end() {
    return text.append(openMetrics ? "# EOF\n" : "").toString();
  }

  /**
   * Writes the metric that holds the resource.
   *
   * @param name with its suffix
   */
  void targetInfo(String name, String attributes) {
    String described =
        openMetrics && name.endsWith("_info") ? name.substring(0, name.length() - 5) : name;
    describe(described, openMetrics ? "info" : "gauge", "", "Target metadata");
    sample(name, "", attributes, "");
    text.append("1\n");
  }

  void write(Family family) {
    boolean unknown = family.type == Family.Type.COUNTER && !family.isOpenMetricsCounter();
    String type =
        switch (family.type) {
          case GAUGE -> "gauge";
          case COUNTER -> openMetrics && unknown ? "unknown" : "counter";
          case HISTOGRAM -> "histogram";
        };
    describe(openMetrics ? family.openMetricsName() : family.name, type, family.unit, family.help);
    for (Family.Series series : family.series) {
      Point point = series.point();
      if (point instanceof NumberPoint number) {
        number(family, series.labels().text(), number);
      } else if (point instanceof HistogramPoint histogram) {
        boolean sum = histogram.hasSum();
        buckets(
            family, series, ClassicBuckets.of(histogram), histogram.count(), sum, histogram.sum());
      } else if (point instanceof ExponentialHistogramPoint histogram) {
        boolean sum = histogram.hasSum();
        buckets(
            family, series, ClassicBuckets.of(histogram), histogram.count(), sum, histogram.sum());
      }
    }
  }

  private void describe(String name, String type, String unit, String help) {
    comment("TYPE", name).append(type).append('\n');
    if (openMetrics && !unit.isEmpty() && name.endsWith("_" + unit)) {
      comment("UNIT", name).append(unit).append('\n');
    }
    if (!help.isEmpty()) {
      comment("HELP", name);
      Text.escape(text, help, openMetrics);
      text.append('\n');
    }
  }

  private StringBuilder comment(String kind, String name) {
    text.append("# ").append(kind).append(' ');
    LabelSet.appendName(text, name, true);
    return text.append(' ');
  }

  private void number(Family family, String attributes, NumberPoint point) {
    sample(family.name, "", attributes, "");
    Numbers.append(text, point.type(), point.bits());
    if (openMetrics && family.isOpenMetricsCounter()) {
      exemplar(point.exemplars(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    text.append('\n');
    if (family.isOpenMetricsCounter()) {
      created(family, attributes, point);
    }
  }

  private void buckets(
      Family family,
      Family.Series series,
      ClassicBuckets buckets,
      long count,
      boolean hasSum,
      double sum) {
    String attributes = series.labels().text();
    double low = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < buckets.bounds().length; i++) {
      double bound = buckets.bounds()[i];
      sample(family.name, "_bucket", attributes, "le=\"" + Numbers.bound(bound) + "\"");
      text.append(buckets.counts()[i]);
      if (openMetrics) {
        exemplar(series.point().exemplars(), low, bound);
      }
      text.append('\n');
      low = bound;
    }
    // OpenMetrics: either both or none, and none where the sum might fall.
    boolean both = hasSum && buckets.bounds()[0] >= 0;
    if (both || !openMetrics) {
      sample(family.name, "_count", attributes, "");
      text.append(count).append('\n');
    }
    if (both || hasSum && !openMetrics) {
      sample(family.name, "_sum", attributes, "");
      Numbers.append(text, sum);
      text.append('\n');
    }
    created(family, attributes, series.point());
  }

  private void exemplar(List<Exemplar> exemplars, double low, double high) {
    Optional<Exemplar> latest = Exemplars.latest(exemplars, low, high);
    latest.ifPresent(exemplar -> Exemplars.append(text, exemplar, labels));
  }

  private void created(Family family, String attributes, Point point) {
    if (created) {
      sample(family.openMetricsName(), "_created", attributes, "");
      Numbers.appendSeconds(text, point.startNanos());
      text.append('\n');
    }
  }

  /** Writes the name and the labels of a sample. */
  private void sample(String name, String suffix, String attributes, String last) {
    boolean classic = Escaping.isClassic(name, true);
    boolean labelled = !attributes.isEmpty() || !last.isEmpty();
    if (classic) {
      text.append(name).append(suffix).append(labelled ? "{" : "");
    } else {
      text.append('{');
      LabelSet.appendName(text, name + suffix, true);
      text.append(labelled ? "," : "");
    }
    text.append(attributes).append(attributes.isEmpty() || last.isEmpty() ? "" : ",").append(last);
    text.append(labelled || !classic ? "} " : " ");
  }
}
