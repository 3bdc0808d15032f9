package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.data.Exemplar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Exemplars as OpenMetrics has them: one for a sample, with labels of limited length
 * (specification: <em>Exemplar Conversion</em>).
 */
final class Exemplars {
  /** In characters, names and values of all labels together (OpenMetrics: <em>Exemplars</em>). */
  static final int LONGEST_LABELS = 128;

  private Exemplars() {}

  /** The latest of those with a value above {@code low} and up to {@code high}. */
  static Optional<Exemplar> latest(List<Exemplar> exemplars, double low, double high) {
    Exemplar latest = null;
    for (Exemplar exemplar : exemplars) {
      double value = exemplar.type().toDouble(exemplar.bits());
      boolean within = value > low && value <= high;
      if (within && (latest == null || exemplar.timeNanos() > latest.timeNanos())) {
        latest = exemplar;
      }
    }
    return Optional.ofNullable(latest);
  }

  /** The exemplar behind a sample's value. */
  static void append(StringBuilder to, Exemplar exemplar, Labels labels) {
    to.append(" # {").append(LabelSet.text(labels(exemplar, labels))).append("} ");
    Numbers.append(to, exemplar.type(), exemplar.bits());
    to.append(' ');
    Numbers.appendSeconds(to, exemplar.timeNanos());
  }

  /** Trace and span, and of the filtered attributes those that fit, in the order of their names. */
  private static Map<String, String> labels(Exemplar exemplar, Labels labels) {
    Map<String, String> fitting = new TreeMap<>();
    if (exemplar.traceId() != null && exemplar.spanId() != null) {
      fitting.put(labels.escaping().label("trace_id"), exemplar.traceId());
      fitting.put(labels.escaping().label("span_id"), exemplar.spanId());
    }
    int left = LONGEST_LABELS;
    for (Map.Entry<String, String> known : fitting.entrySet()) {
      left -= length(known);
    }
    Map<String, String> filtered =
        LabelSet.joined(labels.of(exemplar.filteredAttributes()).stream());
    for (Map.Entry<String, String> candidate : filtered.entrySet()) {
      int length = length(candidate);
      if (length <= left && fitting.putIfAbsent(candidate.getKey(), candidate.getValue()) == null) {
        left -= length;
      }
    }
    return fitting;
  }

  private static int length(Map.Entry<String, String> label) {
    String name = label.getKey();
    String value = label.getValue();
    return name.codePointCount(0, name.length()) + value.codePointCount(0, value.length());
  }
}
