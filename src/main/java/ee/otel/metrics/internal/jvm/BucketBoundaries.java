package ee.otel.metrics.internal.jvm;

import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import java.lang.reflect.Method;
import java.util.List;

/** Advice for a histogram's bucket boundaries, with each generation of the API. */
final class BucketBoundaries {
  private static final String METHOD = "setExplicitBucketBoundariesAdvice";

  private BucketBoundaries() {}

  /**
   * Advises {@code boundaries}. An API from before 1.32, such as Payara's, does not know the
   * method; the builder behind it may.
   */
  static void advise(DoubleHistogramBuilder builder, List<Double> boundaries) {
    try {
      builder.setExplicitBucketBoundariesAdvice(boundaries);
    } catch (NoSuchMethodError before132) {
      adviseByName(builder, boundaries);
    }
  }

  static void adviseByName(DoubleHistogramBuilder builder, List<Double> boundaries) {
    try {
      Method method = builder.getClass().getMethod(METHOD, List.class);
      method.setAccessible(true);
      method.invoke(builder, boundaries);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      // The default boundaries are coarse for seconds, but better than no metric.
    }
  }
}
