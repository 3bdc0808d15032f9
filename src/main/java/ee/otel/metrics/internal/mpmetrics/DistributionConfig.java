package ee.otel.metrics.internal.mpmetrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Percentiles and buckets of histograms and timers, as MicroProfile Metrics configures them.
 * Specification: <em>Configuration for Histogram and Timers</em>.
 */
final class DistributionConfig {
  static final String PERCENTILES = "mp.metrics.distribution.percentiles";
  static final String HISTOGRAM_BUCKETS = "mp.metrics.distribution.histogram.buckets";
  static final String TIMER_BUCKETS = "mp.metrics.distribution.timer.buckets";

  /** The default of the specification's text, and 0.98, which its test kit wants too. */
  private static final double[] DEFAULT_PERCENTILES = {0.5, 0.75, 0.95, 0.98, 0.99, 0.999};

  private static final double[] NONE = {};

  private final Map<String, double[]> percentiles;
  private final boolean percentilesOff;
  private final Map<String, double[]> histogramBuckets;
  private final Map<String, double[]> timerBuckets;

  /**
   * @param property looks a configuration property up
   */
  DistributionConfig(Function<String, Optional<String>> property) {
    Optional<String> configured = property.apply(PERCENTILES);
    this.percentilesOff = configured.isPresent() && configured.get().isBlank();
    this.percentiles = parse(configured.orElse(""), DistributionConfig::percentile);
    this.histogramBuckets =
        parse(property.apply(HISTOGRAM_BUCKETS).orElse(""), DistributionConfig::bucket);
    this.timerBuckets = parse(property.apply(TIMER_BUCKETS).orElse(""), DistributionConfig::nanos);
  }

  /** The percentiles that snapshots of that metric have. */
  double[] percentiles(String metric) {
    double[] configured = matching(percentiles, metric);
    if (configured != null) {
      return configured;
    }
    return percentilesOff ? NONE : DEFAULT_PERCENTILES.clone();
  }

  /** The upper bounds of a histogram's buckets, ascending; empty for none. */
  double[] histogramBuckets(String metric) {
    double[] configured = matching(histogramBuckets, metric);
    return configured == null ? NONE : configured;
  }

  /** The upper bounds of a timer's buckets in nanoseconds, ascending; empty for none. */
  double[] timerBuckets(String metric) {
    double[] configured = matching(timerBuckets, metric);
    return configured == null ? NONE : configured;
  }

  /** The last of those that match, since what stands later takes precedence. */
  private static double @Nullable [] matching(Map<String, double[]> configured, String metric) {
    double[] found = null;
    for (Map.Entry<String, double[]> entry : configured.entrySet()) {
      String pattern = entry.getKey();
      boolean matches =
          pattern.endsWith("*")
              ? metric.startsWith(pattern.substring(0, pattern.length() - 1))
              : metric.equals(pattern);
      if (matches) {
        found = entry.getValue();
      }
    }
    return found;
  }

  private static Map<String, double[]> parse(
      String property, Function<String, OptionalDouble> value) {
    Map<String, double[]> parsed = new LinkedHashMap<>();
    for (String part : property.split(";")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        String metric = part.substring(0, equals).strip();
        parsed.remove(metric); // A later one goes to the end.
        parsed.put(
            metric,
            Arrays.stream(part.substring(equals + 1).split(","))
                .map(String::strip)
                .map(value)
                .flatMapToDouble(OptionalDouble::stream)
                .sorted()
                .distinct()
                .toArray());
      }
    }
    return parsed;
  }

  private static OptionalDouble percentile(String text) {
    OptionalDouble value = number(text);
    return value.isPresent() && value.getAsDouble() >= 0 && value.getAsDouble() <= 1
        ? value
        : OptionalDouble.empty();
  }

  private static OptionalDouble bucket(String text) {
    OptionalDouble value = number(text);
    return value.isPresent() && value.getAsDouble() > 0 ? value : OptionalDouble.empty();
  }

  private static OptionalDouble number(String text) {
    return text.matches("[0-9]*\\.?[0-9]+|[0-9]+\\.")
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }

  private static OptionalDouble nanos(String text) {
    if (!text.matches("[0-9]{1,12}(ms|s|m|h)?")) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(text.replaceAll("[a-z]", ""));
    double nanosPerUnit =
        switch (text.replaceAll("[0-9]", "")) {
          case "s" -> 1e9;
          case "m" -> 60e9;
          case "h" -> 3600e9;
          default -> 1e6;
        };
    return number > 0 ? OptionalDouble.of(number * nanosPerUnit) : OptionalDouble.empty();
  }
}
