package ee.otel.metrics.internal.selfobservability;

import ee.otel.metrics.api.Loss;
import ee.otel.metrics.api.Losses;
import ee.otel.metrics.data.Scope;
import ee.otel.metrics.internal.collect.MetricsStorage;
import ee.otel.metrics.internal.exemplar.ExemplarsStorage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Map;

/** Instruments that observe the storages: how many series there are, and what was lost. */
public final class SelfObservability {
  /** The scope of everything that this library measures of itself. */
  public static final Scope SCOPE = Scope.named("ee.otel.metrics");

  private static final AttributeKey<String> STREAM =
      AttributeKey.stringKey("ee.otel.metrics.stream");
  private static final AttributeKey<String> REASON =
      AttributeKey.stringKey("ee.otel.metrics.reason");

  private SelfObservability() {}

  /**
   * Registers the instruments with a meter; they live as long as the meter does.
   *
   * @param detailed whether to show everything, and not only what an operator needs
   */
  public static void of(
      Meter meter,
      MetricsStorage metrics,
      ExemplarsStorage exemplars,
      Losses losses,
      boolean detailed) {
    losses(meter, losses, Loss.Unit.MEASUREMENT, "measurements");
    losses(meter, losses, Loss.Unit.POINT, "points");
    series(meter, metrics, detailed);
    if (detailed) {
      details(meter, metrics, exemplars);
    }
  }

  private static void series(Meter meter, MetricsStorage metrics, boolean byStream) {
    meter
        .upDownCounterBuilder("ee.otel.metrics.series")
        .setUnit("{series}")
        .setDescription("Live series, the overflow series not counted")
        .buildWithCallback(
            measurement -> {
              if (byStream) {
                observe(measurement, metrics.liveSeries());
              } else {
                measurement.record(
                    metrics.liveSeries().values().stream().mapToLong(Integer::longValue).sum());
              }
            });
  }

  private static void details(Meter meter, MetricsStorage metrics, ExemplarsStorage exemplars) {
    meter
        .counterBuilder("ee.otel.metrics.measurements.overflowed")
        .setUnit("{measurement}")
        .setDescription("Measurements that went into the overflow point of their stream")
        .buildWithCallback(measurement -> observe(measurement, metrics.overflowed()));
    meter
        .upDownCounterBuilder("ee.otel.metrics.exemplar.reservoirs")
        .setUnit("{reservoir}")
        .setDescription("Series that keep exemplars at the moment")
        .buildWithCallback(measurement -> measurement.record(exemplars.reservoirs()));
    meter
        .counterBuilder("ee.otel.metrics.callback.failures")
        .setUnit("{run}")
        .setDescription("Runs of callbacks that threw or took too long")
        .buildWithCallback(measurement -> measurement.record(metrics.callbacks().failures()));
    meter
        .counterBuilder("ee.otel.metrics.callback.duration")
        .ofDoubles()
        .setUnit("s")
        .setDescription("Time that collections spent on callbacks, all together")
        .buildWithCallback(
            measurement ->
                measurement.record(ExporterMetrics.seconds(metrics.callbacks().nanos())));
  }

  private static void losses(Meter meter, Losses losses, Loss.Unit unit, String noun) {
    meter
        .counterBuilder("ee.otel.metrics." + noun + ".lost")
        .setUnit("{" + noun.substring(0, noun.length() - 1) + "}")
        .setDescription("What was dropped, by reason")
        .buildWithCallback(
            measurement ->
                losses
                    .counts()
                    .forEach(
                        (loss, count) -> {
                          if (loss.unit() == unit && count > 0) {
                            measurement.record(count, Attributes.of(REASON, loss.reason()));
                          }
                        }));
  }

  private static void observe(
      ObservableLongMeasurement measurement, Map<String, ? extends Number> byStream) {
    byStream.forEach(
        (stream, number) -> {
          if (number.longValue() != 0 && !stream.startsWith(SCOPE.name())) {
            measurement.record(number.longValue(), Attributes.of(STREAM, stream));
          }
        });
  }
}
