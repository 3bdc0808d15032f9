package ee.otel.metrics.internal.prometheus;

import ee.otel.metrics.data.MetricData;
import ee.otel.metrics.data.MetricSnapshot;
import ee.otel.metrics.internal.config.PrometheusConfig.TranslationStrategy;

/**
 * A metric's name and unit in words (specification: <em>OTLP Metric points to Prometheus, Metric
 * Metadata</em>).
 *
 * @param name the name with its suffixes, before a client's escaping
 * @param unit the unit as a word, empty for none
 */
record MetricName(String name, String unit) {
  private static final String TOTAL = "_total";

  static MetricName of(MetricSnapshot metric, TranslationStrategy strategy) {
    boolean counter = metric.data() instanceof MetricData.Sum sum && sum.monotonic();
    boolean gauge = metric.data() instanceof MetricData.Gauge;
    String unit = UnitWords.of(metric.unit(), gauge);
    String name = metric.name().isEmpty() ? "_" : Text.clean(metric.name());
    if (strategy.escapesToUnderscores()) {
      name = classic(name);
    }
    if (strategy.addsSuffixes()) {
      name = withSuffixes(name, unit, counter);
    }
    return new MetricName(strategy.escapesToUnderscores() ? Text.collapsed(name) : name, unit);
  }

  private static String withSuffixes(String name, String unit, boolean counter) {
    String base = counter ? withoutSuffix(name, "total") : name;
    String measured = unit.isEmpty() || endsWith(base, unit) ? base : base + "_" + unit;
    return counter ? measured + TOTAL : measured;
  }

  private static String withoutSuffix(String name, String suffix) {
    return endsWith(name, suffix) && name.length() > suffix.length() + 1
        ? name.substring(0, name.length() - suffix.length() - 1)
        : name;
  }

  /** Whether the last word is {@code word}, or the last words are. */
  private static boolean endsWith(String name, String word) {
    int start = name.length() - word.length();
    return name.endsWith(word)
        && (start == 0 || !Character.isLetterOrDigit(name.charAt(start - 1)));
  }

  /**
   * Discouraged characters become underscores, and several of those become one. A digit in front
   * stays, behind an underscore.
   */
  private static String classic(String name) {
    boolean digitFirst = !name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9';
    return Text.collapsed(Escaping.UNDERSCORES.metric(digitFirst ? "_" + name : name));
  }
}
