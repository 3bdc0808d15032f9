package ee.otel.metrics.internal.sdkbridge;

import ee.otel.metrics.api.Aggregation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The SDK's aggregations as ours. Only their {@code toString} shows their settings. */
final class SdkAggregations {
  private static final Pattern NUMBERS = Pattern.compile("\\[([^\\]]*)\\]");
  private static final Pattern MAX_SIZE = Pattern.compile("maxBuckets=(\\d+)");
  private static final Pattern MAX_SCALE = Pattern.compile("maxScale=(-?\\d+)");
  private static final Pattern MIN_MAX = Pattern.compile("recordMinMax=(true|false)");

  private SdkAggregations() {}

  /**
   * @throws IllegalArgumentException when it is none that is known
   */
  static Aggregation ours(io.opentelemetry.sdk.metrics.@Nullable Aggregation theirs) {
    if (theirs == null || theirs == io.opentelemetry.sdk.metrics.Aggregation.defaultAggregation()) {
      return Aggregation.defaultAggregation();
    }
    if (theirs == io.opentelemetry.sdk.metrics.Aggregation.drop()) {
      return Aggregation.drop();
    }
    if (theirs == io.opentelemetry.sdk.metrics.Aggregation.sum()) {
      return Aggregation.sum();
    }
    if (theirs == io.opentelemetry.sdk.metrics.Aggregation.lastValue()) {
      return Aggregation.lastValue();
    }
    String text = theirs.toString();
    if (text.startsWith("ExplicitBucketHistogram")) {
      return new Aggregation.ExplicitBucketHistogram(boundaries(text), minMax(text));
    }
    if (text.startsWith("Base2ExponentialHistogram")) {
      return new Aggregation.Base2ExponentialBucketHistogram(
          Integer.parseInt(found(MAX_SIZE, text)),
          Integer.parseInt(found(MAX_SCALE, text)),
          minMax(text));
    }
    throw new IllegalArgumentException("aggregation " + text + " is not known");
  }

  private static List<Double> boundaries(String text) {
    return Stream.of(found(NUMBERS, text).split(","))
        .map(String::strip)
        .filter(number -> !number.isEmpty())
        .map(Double::valueOf)
        .toList();
  }

  private static boolean minMax(String text) {
    Matcher matcher = MIN_MAX.matcher(text);
    return !matcher.find() || Boolean.parseBoolean(matcher.group(1));
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("aggregation " + text + " is not known");
    }
    return matcher.group(1);
  }
}
