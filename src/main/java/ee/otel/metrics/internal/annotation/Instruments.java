package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.internal.advice.BucketBoundaries;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import org.jspecify.annotations.Nullable;

/** Recordings by OpenTelemetry's instruments. */
final class Instruments {
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
              BucketBoundaries.advise(
                      meter
                          .histogramBuilder(spec.name())
                          .setUnit(spec.unit())
                          .setDescription(spec.description()),
                      BucketBoundaries.SECONDS)
                  .build(),
              spec.attributes());
      case GAUGE -> throw new IllegalArgumentException("a gauge is observed, not recorded");
    };
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
