package ee.otel.metrics.internal.http;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.Meter;
import java.lang.reflect.Method;
import java.util.List;

/** Histograms of durations in seconds, with the boundaries of the semantic conventions. */
public final class DurationHistogram {
  static final List<Double> BOUNDARIES =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private DurationHistogram() {}

  public static DoubleHistogram of(Meter meter, String name, String description) {
    DoubleHistogramBuilder builder =
        meter.histogramBuilder(name).setUnit("s").setDescription(description);
    advise(builder);
    return builder.build();
  }

  /**
   * The API has this method from 1.32 on; a server's may be older, while the implementation behind
   * it knows the method all the same.
   */
  private static void advise(DoubleHistogramBuilder builder) {
    for (Class<?> type : List.of(DoubleHistogramBuilder.class, builder.getClass())) {
      try {
        Method advice = type.getMethod("setExplicitBucketBoundariesAdvice", List.class);
        advice.setAccessible(true);
        advice.invoke(builder, BOUNDARIES);
        return;
      } catch (ReflectiveOperationException | RuntimeException notOffered) {
        // At last, the reader's default boundaries count; a view can set these.
      }
    }
  }
}
