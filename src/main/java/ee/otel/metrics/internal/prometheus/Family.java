package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.data.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All series of one name. Not safe for several threads. */
final class Family {
  /** The types of Prometheus' metrics. */
  enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** One series. */
  record Series(LabelSet labels, Point point) {}

  private static final String TOTAL = "_total";

  final String name;
  final Type type;
  final List<Series> series = new ArrayList<>();
  private final Set<String> identities = new HashSet<>();
  String unit = "";
  String help = "";

  /**
   * @param name as it is written, a counter's with its suffix
   */
  Family(String name, Type type) {
    this.name = name;
    this.type = type;
  }

  /** Whether OpenMetrics knows this as a counter; one without the suffix is of unknown type. */
  boolean isOpenMetricsCounter() {
    return isOpenMetricsCounter(name, type);
  }

  private static boolean isOpenMetricsCounter(String name, Type type) {
    return type == Type.COUNTER && name.endsWith(TOTAL) && name.length() > TOTAL.length();
  }

  /** The name that OpenMetrics describes. */
  String openMetricsName() {
    return openMetricsName(name, type);
  }

  private static String openMetricsName(String name, Type type) {
    return isOpenMetricsCounter(name, type)
        ? name.substring(0, name.length() - TOTAL.length())
        : name;
  }

  /** Every name that describing and writing it takes, in either format. */
  static List<String> names(String name, Type type, boolean created) {
    List<String> names = new ArrayList<>(List.of(name, openMetricsName(name, type)));
    if (type == Type.HISTOGRAM) {
      names.addAll(List.of(name + "_bucket", name + "_sum", name + "_count"));
    }
    if (created && type != Type.GAUGE) {
      names.add(openMetricsName(name, type) + "_created");
    }
    return names;
  }

  /** Adds a series; false if there is one with the same labels already. */
  boolean add(LabelSet labels, Point point) {
    return identities.add(labels.identity()) && series.add(new Series(labels, point));
  }
}
