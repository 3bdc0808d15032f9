package ee.otel.metrics.internal.prometheus;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The labels of a series, joined and written.
 *
 * @param text the labels as both formats write them, without braces; empty for none
 * @param identity the same without those that are empty, which Prometheus takes for absent
 */
record LabelSet(String text, String identity) {
  /** Labels of one name are joined by {@code ;} in the order of their keys. */
  static Map<String, String> joined(Stream<Label> labels) {
    Map<String, String> joined = new TreeMap<>();
    labels
        .sorted(Comparator.comparing(Label::key))
        .forEach(
            label ->
                joined.merge(label.name(), label.value(), (first, next) -> first + ";" + next));
    return joined;
  }

  /**
   * @param histogram whether the label {@code le} is taken by the buckets' bounds; an attribute
   *     becomes {@code exported_le} then
   */
  static LabelSet of(Collection<List<Label>> labels, boolean histogram) {
    Stream<Label> all = labels.stream().flatMap(List::stream);
    Map<String, String> joined = joined(histogram ? all.map(LabelSet::withoutBound) : all);
    String text = text(joined);
    if (joined.containsValue("")) {
      joined.values().removeIf(String::isEmpty);
      return new LabelSet(text, text(joined));
    }
    return new LabelSet(text, text);
  }

  private static Label withoutBound(Label label) {
    return label.name().equals("le") ? new Label(label.key(), "exported_le", label.value()) : label;
  }

  static String text(Map<String, String> labels) {
    StringBuilder text = new StringBuilder();
    labels.forEach(
        (name, value) -> {
          text.append(text.length() == 0 ? "" : ",");
          appendName(text, name, false);
          text.append("=\"");
          Text.escape(text, value, true);
          text.append('"');
        });
    return text.toString();
  }

  /** A name, in quotes where it is not a classic one. */
  static void appendName(StringBuilder to, String name, boolean metric) {
    if (Escaping.isClassic(name, metric)) {
      to.append(name);
    } else {
      to.append('"');
      Text.escape(to, name, true);
      to.append('"');
    }
  }

  /**
   * A label before labels of one name are joined.
   *
   * @param key what the attribute is called, or the label itself where it comes from no attribute
   * @param name the label's name as it is written
   */
  record Label(String key, String name, String value) {}
}
