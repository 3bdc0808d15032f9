package ee.otel.metrics.internal.mpmetrics;

import ee.otel.metrics.internal.advice.BucketBoundaries;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.jspecify.annotations.Nullable;

/** Makes the metrics of registries, and the instruments that they record by. */
final class MetricFactory {
  private static final double NANOS_PER_SECOND = 1e9;

  private final DistributionConfig distributions;
  private final Map<String, String> globalTags;
  private volatile @Nullable Meter meter;
  private volatile boolean originalUnits;

  /**
   * @param globalTags attributes of everything that is recorded
   */
  MetricFactory(DistributionConfig distributions, Map<String, String> globalTags) {
    this.distributions = distributions;
    this.globalTags = globalTags;
  }

  /** From now on there are instruments. */
  void connect(Meter meter, boolean originalUnits) {
    this.originalUnits = originalUnits;
    this.meter = meter;
  }

  boolean isConnected() {
    return meter != null;
  }

  Registered counter(String scope, MetricID id, Metadata metadata) {
    return new RegisteredCounter(
        new LateInstrument(
            () -> {
              Meter current = meter;
              if (current == null) {
                return null;
              }
              LongCounter counter =
                  current
                      .counterBuilder(Units.name(id.getName()))
                      .setUnit(unit(metadata))
                      .setDescription(metadata.getDescription())
                      .build();
              Attributes attributes = attributes(scope, id);
              return value -> counter.add(value, attributes);
            }));
  }

  Registered histogram(String scope, MetricID id, Metadata metadata) {
    double[] bounds = distributions.histogramBuckets(id.getName());
    return new RegisteredHistogram(
        new Distribution(bounds),
        distributions.percentiles(id.getName()),
        new LateInstrument(
            () -> {
              Meter current = meter;
              if (current == null) {
                return null;
              }
              DoubleHistogramBuilder builder = builder(current, id, metadata, unit(metadata));
              if (bounds.length > 0) {
                BucketBoundaries.advise(builder, boxed(bounds, 1));
              }
              LongHistogram histogram = builder.ofLongs().build();
              Attributes attributes = attributes(scope, id);
              return value -> histogram.record(value, attributes);
            }));
  }

  /** In seconds; in nanoseconds, as the application reads them, where original units are asked. */
  Registered timer(String scope, MetricID id, Metadata metadata) {
    double[] bounds = distributions.timerBuckets(id.getName());
    return new RegisteredTimer(
        new Distribution(bounds),
        distributions.percentiles(id.getName()),
        new LateInstrument(
            () -> {
              Meter current = meter;
              return current == null
                  ? null
                  : timing(current, id, metadata, bounds, attributes(scope, id));
            }));
  }

  private LongConsumer timing(
      Meter current, MetricID id, Metadata metadata, double[] bounds, Attributes attributes) {
    double divisor = originalUnits ? 1 : NANOS_PER_SECOND;
    DoubleHistogramBuilder builder =
        builder(current, id, metadata, originalUnits ? "nanoseconds" : "s");
    List<Double> boundaries =
        bounds.length > 0
            ? boxed(bounds, divisor)
            : BucketBoundaries.SECONDS.stream().map(s -> s * NANOS_PER_SECOND / divisor).toList();
    DoubleHistogram histogram = BucketBoundaries.advise(builder, boundaries).build();
    return nanos -> histogram.record(nanos / divisor, attributes);
  }

  private static List<Double> boxed(double[] bounds, double divisor) {
    return Arrays.stream(bounds).map(bound -> bound / divisor).boxed().toList();
  }

  private static DoubleHistogramBuilder builder(
      Meter meter, MetricID id, Metadata metadata, String unit) {
    return meter
        .histogramBuilder(Units.name(id.getName()))
        .setUnit(unit)
        .setDescription(metadata.getDescription());
  }

  <T extends Number> Registered gauge(
      String scope, MetricID id, Metadata metadata, Supplier<? extends @Nullable T> value) {
    return new RegisteredGauge<>(
        value,
        () -> {
          Meter current = meter;
          if (current == null) {
            return null;
          }
          Attributes attributes = attributes(scope, id);
          return current
              .gaugeBuilder(Units.name(id.getName()))
              .setUnit(unit(metadata))
              .setDescription(metadata.getDescription())
              .buildWithCallback(
                  measurement -> {
                    Number now = value.get();
                    if (now != null) {
                      measurement.record(now.doubleValue(), attributes);
                    }
                  });
        });
  }

  private String unit(Metadata metadata) {
    return originalUnits ? metadata.unit().orElse("") : Units.ucum(metadata.getUnit());
  }

  /** The metric's own tags win over global ones; the scope is always an attribute. */
  private Attributes attributes(String scope, MetricID id) {
    AttributesBuilder attributes = Attributes.builder();
    globalTags.forEach(attributes::put);
    id.getTags().forEach(attributes::put);
    return attributes.put("mp_scope", scope).build();
  }
}
