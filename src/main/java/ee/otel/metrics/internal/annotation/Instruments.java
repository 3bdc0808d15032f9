package ee.otel.metrics.internal.annotation;

import ee.otel.metrics.internal.advice.BucketBoundaries;
import io.opentelemetry.api.metrics.Meter;

/** Recordings by OpenTelemetry's instruments. */
final class Instruments {
  private Instruments() {}

  static Recording recording(Meter meter, MetricSpec spec) {
    return switch (spec.kind()) {
      case COUNTER ->
          new CountedInvocations(
              meter
                  .counterBuilder(spec.name())
                  .setUnit(spec.unit())
                  .setDescription(spec.description())
                  .build(),
              spec.moment(),
              spec.attributes());
      case TIMER ->
          new TimedInvocations(
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
}
