package ee.otel.metrics.internal.annotation;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recordings by OpenTelemetry's instruments. */
public final class Instruments {
  /** Those that the semantic conventions have for durations in seconds. */
  public static final List<Double> SECONDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private static final double NANOS_PER_SECOND = 1e9;

  private Instruments() {}

  static Recording recording(Meter meter, MetricSpec spec) {
    return switch (spec.kind()) {
      case COUNTER ->
          new Counting(
              meter
                  .counterBuilder(spec.name())
                  .setUnit(spec.unit())
                  .setDescription(spec.description())
                  .build(),
              spec.moment(),
              spec.attributes());
      case TIMER ->
          new Timing(
              advise(
                      meter
                          .histogramBuilder(spec.name())
                          .setUnit(spec.unit())
                          .setDescription(spec.description()),
                      SECONDS)
                  .build(),
              spec.attributes());
      case GAUGE -> throw new IllegalArgumentException("a gauge is observed, not recorded");
    };
  }

  /**
   * Advises boundaries also where the API that the server shows has no such method, but the
   * implementation has: the API has it since 1.32.
   */
  public static DoubleHistogramBuilder advise(
      DoubleHistogramBuilder builder, List<Double> boundaries) {
    try {
      Method advice = builder.getClass().getMethod("setExplicitBucketBoundariesAdvice", List.class);
      advice.setAccessible(true);
      advice.invoke(builder, boundaries);
    } catch (ReflectiveOperationException | RuntimeException notOffered) {
      // The implementation's default boundaries count.
    }
    return builder;
  }

  private record Counting(LongCounter counter, MetricSpec.Moment moment, CallAttributes attributes)
      implements Recording {
    @Override
    public void begin(@Nullable Object[] parameters) {
      if (moment == MetricSpec.Moment.BEGIN) {
        counter.add(1, attributes.of(parameters));
      }
    }

    @Override
    public void end(
        @Nullable Object[] parameters,
        long nanos,
        @Nullable Object result,
        @Nullable Throwable failure) {
      if (moment == MetricSpec.Moment.END
          || moment == MetricSpec.Moment.FAILURE && failure != null) {
        counter.add(1, attributes.of(parameters, result, failure));
      }
    }

    @Override
    public boolean hasEnd() {
      return moment != MetricSpec.Moment.BEGIN;
    }
  }

  private record Timing(DoubleHistogram histogram, CallAttributes attributes) implements Recording {
    @Override
    public void end(
        @Nullable Object[] parameters,
        long nanos,
        @Nullable Object result,
        @Nullable Throwable failure) {
      histogram.record(nanos / NANOS_PER_SECOND, attributes.of(parameters, result, failure));
    }

    @Override
    public boolean hasEnd() {
      return true;
    }
  }
}
