package ee.otel.metrics.internal.advice;

import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Advice for the bucket boundaries of a histogram. The API has a method for it since 1.32. A server
 * may show an older one, as Payara does, while the implementation behind it has the method all the
 * same: so it is looked up by its name, in the API and then in the implementation.
 */
public final class BucketBoundaries {
  /** Those that the semantic conventions have for durations in seconds. */
  public static final List<Double> SECONDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private BucketBoundaries() {}

  /**
   * Advises {@code boundaries} where that can be done; otherwise the reader's default boundaries
   * count, which a view can replace. Never throws.
   *
   * @return {@code builder}
   */
  public static DoubleHistogramBuilder advise(
      DoubleHistogramBuilder builder, List<Double> boundaries) {
    if (!isAdvised(DoubleHistogramBuilder.class, builder, boundaries)) {
      boolean unused = isAdvised(builder.getClass(), builder, boundaries);
    }
    return builder;
  }

  /** Advises {@code boundaries} by the method of {@code type}; whether there is one that worked. */
  static boolean isAdvised(Class<?> type, DoubleHistogramBuilder builder, List<Double> boundaries) {
    try {
      Method advice = type.getMethod("setExplicitBucketBoundariesAdvice", List.class);
      advice.setAccessible(true);
      advice.invoke(builder, boundaries);
      return true;
    } catch (ReflectiveOperationException | RuntimeException notOffered) {
      return false;
    }
  }
}
